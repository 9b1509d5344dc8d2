"""Where the document and reality meet: what a log showed, where it differs from the text, what people answered."""
