"""Round tables: a topic, a host and several seats in a slot; who sits there, and who wishes to."""
