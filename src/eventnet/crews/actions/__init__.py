"""Verbs of crews."""
