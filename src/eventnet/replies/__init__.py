"""Answering a discussion by mail: addresses that are good for one reader and one thread."""
