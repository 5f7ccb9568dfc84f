"""Welcome: an event's public page, which gathers what its people chose to show."""
