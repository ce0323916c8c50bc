"""Files of other offices: a table that an old system writes goes the same way as a programme's events."""
