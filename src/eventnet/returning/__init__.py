"""From one event to the next: asking last time's people to come again, with what they left open."""
