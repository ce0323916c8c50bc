"""Pages of party dues."""
