"""Work of the carrier: the desks of a city and of the province."""
