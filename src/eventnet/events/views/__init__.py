"""Pages of setting an event up."""
