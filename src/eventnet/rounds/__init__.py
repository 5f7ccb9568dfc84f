"""Rounds: every week or month the engine brings members together, by two, for a talk."""
