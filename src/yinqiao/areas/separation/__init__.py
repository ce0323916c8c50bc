"""People without archives and archives without people: found, compared, decided by a person."""
