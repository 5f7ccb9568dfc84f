"""The network map: how people of an event or a group hang together, and who is seen."""
