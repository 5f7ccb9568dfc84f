"""Accounts: one per person, signing in by a mailed link or through an identity provider."""
