"""Hosting: the pages and mails of round tables, from proposing one to calling it off."""
