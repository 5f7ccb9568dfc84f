"""Jobs and services: what members put up for some weeks, and the private answers to it."""
