"""Pages of the pension relation."""
