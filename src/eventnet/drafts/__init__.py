"""A draft as a grid, and changed by hand before it is published."""
