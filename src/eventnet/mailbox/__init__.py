"""The pages of mail: stopping one kind of it; and, in the demo, everybody's mailbox."""
