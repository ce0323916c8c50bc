"""Letters to offices that answer on paper alone: numbered, with their list, due, answered with a scan."""
