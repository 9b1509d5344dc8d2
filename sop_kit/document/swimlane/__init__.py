"""The workflow as a picture: lanes are roles, columns the stages of the loop."""
