"""Verbs of listings: of owners, of whoever answers, and of stewards."""
