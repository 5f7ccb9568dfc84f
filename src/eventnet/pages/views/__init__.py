"""Pages about shared pages."""
