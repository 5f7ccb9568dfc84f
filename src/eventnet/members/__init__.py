"""A community's people to one of them: a member's page, and whom I met over all its events."""
