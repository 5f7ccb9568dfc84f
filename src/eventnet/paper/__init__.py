"""What is handed out on paper: badges, and schedules for those without a phone."""
