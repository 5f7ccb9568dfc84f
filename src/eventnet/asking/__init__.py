"""Asking: the pages and mails of requests."""
