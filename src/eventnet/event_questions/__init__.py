"""Questions that organizers add to the profile at their event, and the answers."""
