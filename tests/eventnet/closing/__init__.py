"""Tests of the end of an event."""
