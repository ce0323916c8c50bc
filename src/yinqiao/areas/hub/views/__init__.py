"""Pages of the carrier for a city, and of the province."""
