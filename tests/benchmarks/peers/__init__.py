"""Other ways to plan."""
