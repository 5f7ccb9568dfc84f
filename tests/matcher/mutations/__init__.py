"""What the engine's tests notice: each constraint, rule and tier taken away, one at a time."""
