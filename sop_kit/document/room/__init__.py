"""What a room looks at together: the verdicts of notebook 03, projected on a wall."""
