"""Oversight: who did what at an event, and how somebody finds it, for those who run it."""
