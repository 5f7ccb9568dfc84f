"""Pages of exhibitor teams."""
