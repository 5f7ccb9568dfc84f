"""On the day: who is here, who is late, who did not come, and somebody else in the same slot."""
