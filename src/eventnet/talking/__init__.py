"""Talking: the pages and mails of messages, live, and what organizers read of a report."""
