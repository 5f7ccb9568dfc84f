"""Pages of people: one's own, others', and whom one wants to meet."""
