"""What is known about a product line: facts, the Changes they came from, and the files they travel in."""
