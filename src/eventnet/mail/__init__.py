"""Mail: an outbox in the database, delivered by a job."""
