"""Verbs of discussions."""
