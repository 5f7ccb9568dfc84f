"""Handlers of coming again: the organizers' page, and that of whoever is asked."""
