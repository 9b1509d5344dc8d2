"""What was typed into a form and never arrived: kept in the browser, and offered again."""
