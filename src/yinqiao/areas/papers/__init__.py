"""Papers 文书: numbered, printed from the office's own template, voided with a reason, their stamped copies filed."""
