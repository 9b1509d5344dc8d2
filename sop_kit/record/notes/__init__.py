"""What the columns of a record are for, and examples of what stands in them, for people who fill them in."""
