"""Ideas: what members suggest, vote for and talk about, and what the stewards make of it."""
