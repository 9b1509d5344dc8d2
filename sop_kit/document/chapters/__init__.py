"""The chapters of the SoP, one function each: a view in, blocks out."""
