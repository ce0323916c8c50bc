"""Pages of files that offices send in."""
