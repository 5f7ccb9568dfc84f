"""A real browser drives the demo, as people do."""
