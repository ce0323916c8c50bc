"""Pages of democratic reviews."""
