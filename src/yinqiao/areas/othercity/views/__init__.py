"""Pages between cities: the desk's people, packages with their files, arrivals, keys."""
