"""The room: rows of tables, an entrance, stands; where a table is, and the way to the next."""
