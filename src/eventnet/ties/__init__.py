"""Who knows whom in a community, kept from what both of the two know; shown to nobody as such."""
