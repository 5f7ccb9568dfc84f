"""Crews: a brief, the team that the optimizer picks for it, and the yes or no of those picked."""
