"""How many run: notebooks in, results out. Knows papermill and nbconvert, but no records."""
