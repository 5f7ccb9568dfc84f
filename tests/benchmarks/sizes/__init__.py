"""The figures to reach."""
