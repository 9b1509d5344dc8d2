"""The first page: six questions a reader comes with, answered from the record alone."""
