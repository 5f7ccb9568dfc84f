"""Verbs of groups."""
