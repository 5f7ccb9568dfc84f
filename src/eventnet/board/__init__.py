"""The organizers' board of the day, on their desk and on a wall, and what they can mend from it."""
