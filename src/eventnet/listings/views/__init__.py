"""Pages of listings."""
