"""Tests of the pages of mail."""
