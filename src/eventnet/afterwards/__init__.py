"""Afterwards: what came of an event, in figures that tell of nobody."""
