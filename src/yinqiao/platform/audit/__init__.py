"""What was done and who read what: one append-only log, sealed in batches after commit."""
