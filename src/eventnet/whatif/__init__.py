"""What if: other tables, slots, limits and rules, worked out beside what the event has now."""
