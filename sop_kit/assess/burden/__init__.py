"""What a SoP asks of people: a mirror, no grade."""
