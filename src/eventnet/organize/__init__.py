"""The organizer's console: what comes next, who comes, and the grid that meetings stand in."""
