"""Pages of the room: the city's and the places', and those of seconded officers."""
