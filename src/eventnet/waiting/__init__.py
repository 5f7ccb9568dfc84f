"""The waiting list: who wants to come to an event all of whose places are taken."""
