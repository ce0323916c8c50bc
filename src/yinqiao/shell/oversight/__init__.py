"""Pages of the auditor and the data-protection officer: the log, unusual look-ups, what is due for destruction."""
