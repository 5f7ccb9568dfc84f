"""Digests: what is new for somebody, gathered into one mail a day or a week."""
