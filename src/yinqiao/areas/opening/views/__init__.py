"""Pages of the opening load: for the city alone."""
