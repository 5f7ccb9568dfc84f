"""The end of an event: archiving it, so that it is read and not changed any more."""
