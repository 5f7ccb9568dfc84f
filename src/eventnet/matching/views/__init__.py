"""Pages of runs, and of what becomes of them, for organizers."""
