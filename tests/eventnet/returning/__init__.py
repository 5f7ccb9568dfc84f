"""Coming again, from one event to the next."""
