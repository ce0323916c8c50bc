"""Pages of the portal's entrance."""
