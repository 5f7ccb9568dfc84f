"""Requests: one attendee asks another to meet, or to meet at another time."""
