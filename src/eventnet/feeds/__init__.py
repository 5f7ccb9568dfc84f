"""Atom feeds: one for all, others at a secret address; and the page of what reaches somebody."""
