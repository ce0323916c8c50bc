"""Pages of digitised archives."""
