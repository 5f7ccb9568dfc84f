"""Privacy: everything that is kept about somebody as one file, and who sees what for how long."""
