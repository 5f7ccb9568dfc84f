"""Discussions in groups: threads and what is written in them, read, searched and kept in order."""
