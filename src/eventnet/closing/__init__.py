"""The end of an event: archived, it is read and not changed; deleted, it is erased in a week."""
