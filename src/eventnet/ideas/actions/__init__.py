"""Verbs of ideas: of members, and of stewards."""
