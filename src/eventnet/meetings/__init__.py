"""Meetings: two people, a slot, a table, and what each of them says to it."""
