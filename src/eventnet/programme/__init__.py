"""Programme: what is on at an event besides meetings, and the time that it takes of people."""
