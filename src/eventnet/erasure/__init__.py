"""Deleting one's account: out of all at once, to be taken back for a week, then erased for good."""
