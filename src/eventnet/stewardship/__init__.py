"""Stewardship: a community's members, how it is doing, and how long what is in it is kept."""
