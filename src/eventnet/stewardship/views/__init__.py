"""Pages of stewardship."""
