"""Events: set-up, phases, the grid of slots, roles, and who attends."""
