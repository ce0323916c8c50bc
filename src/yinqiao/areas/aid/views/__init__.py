"""Pages of hardship and visits due."""
