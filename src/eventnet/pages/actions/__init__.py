"""Verbs of shared pages."""
