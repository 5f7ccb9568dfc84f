"""People: profiles, who may see what of them, the directory and its search."""
