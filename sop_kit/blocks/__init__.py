"""How anything is said: headings, texts, tables, figures, checklists. Knows neither records nor files."""
