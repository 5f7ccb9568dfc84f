"""Outcomes: how meetings went, and what two people agreed in them."""
