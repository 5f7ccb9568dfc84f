"""Starring: the programme as attendees read it, what they star, and what they are told of it."""
