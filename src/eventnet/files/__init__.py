"""Files that a group shares: on its own list, and with what is said there."""
