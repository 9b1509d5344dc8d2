"""What a record tells us: agreement, feasibility, what is missing, how ready it is."""
