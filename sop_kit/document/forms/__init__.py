"""Forms to be filled in: which there are, what each asks for, and what the record already knows of the answers."""
