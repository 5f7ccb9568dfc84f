"""Communities: they own events, have members and stewards, and a vocabulary of topics."""
