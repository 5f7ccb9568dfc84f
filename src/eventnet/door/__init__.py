"""The door: who comes in is checked in by a scan, or by what they say."""
