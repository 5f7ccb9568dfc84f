"""Wishes: whom somebody wants to meet, and whom not."""
