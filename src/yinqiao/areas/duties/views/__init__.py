"""Pages of services due."""
