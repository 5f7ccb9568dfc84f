"""Pages of the organizer's console."""
