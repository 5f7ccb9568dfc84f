"""Absence: when people are away from meetings, also by the word of their own calendar."""
