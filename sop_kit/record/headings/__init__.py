"""Tables with headings of people's own: which column each heading means, and what stands beneath it."""
