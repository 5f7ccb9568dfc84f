"""Watches: searches that somebody keeps, and who newly fits them."""
