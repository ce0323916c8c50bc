"""Backups of a whole installation: made, verified, restored into an empty one, and missed when they stop coming."""
