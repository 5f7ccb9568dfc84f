"""Notes: what somebody keeps of another for themself, a bookmark, a few words, or both."""
