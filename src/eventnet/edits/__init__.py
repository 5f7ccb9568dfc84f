"""Edits of what others rely on: shown first, told after, and undone within a while."""
