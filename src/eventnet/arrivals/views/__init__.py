"""The pages of arrivals."""
