"""What organizers say to everybody at once, on the pages of an event."""
