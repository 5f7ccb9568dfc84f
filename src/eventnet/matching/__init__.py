"""Matching: from rows to the engine and back; runs, drafts and publication."""
