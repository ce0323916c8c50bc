"""Pages of survivor benefits."""
