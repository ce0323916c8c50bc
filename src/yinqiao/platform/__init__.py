"""Floor 1: what every room needs and none owns: actors and scopes, events, audit, keys, jobs, files, sheets."""
