"""Schedule: a person's own days, as a page and as a calendar."""
