"""Into which files: blocks in, HTML, Markdown, DOCX and PDF out; and the nbconvert exporters around them."""
