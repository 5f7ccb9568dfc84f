"""Affinities: the stored worth of every pair that could meet, and its reasons in words."""
