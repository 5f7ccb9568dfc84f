"""Learning: how meetings were rated teaches what a meeting is worth."""
