"""Two accounts of one person become one: both proven, all that hangs on them brought together."""
