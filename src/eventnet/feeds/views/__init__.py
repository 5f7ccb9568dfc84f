"""Pages of feeds, and the page of all that reaches somebody."""
