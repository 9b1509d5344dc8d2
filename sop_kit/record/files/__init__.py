"""Facts in and out of files: YAML, CSV, and the JSON and Markdown form of the shipped records."""
