"""Pages that a group writes together: their versions, links between them, and their order."""
