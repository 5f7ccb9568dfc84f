"""Verbs of asks: of whoever asks, and of those who are asked."""
