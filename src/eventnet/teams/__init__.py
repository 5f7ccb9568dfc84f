"""Exhibitor teams: colleagues who share a stand and the people whom they want to meet."""
