"""Groups of a community: who is in them, and who may read and write there."""
