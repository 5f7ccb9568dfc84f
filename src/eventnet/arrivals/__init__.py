"""Arrivals: how people come in, by ticket import, invitation or an organizer's link."""
