"""Pages of the party organisations of a handover."""
