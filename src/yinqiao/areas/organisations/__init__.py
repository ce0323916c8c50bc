"""Room: the places (city, district, street, community), the enterprises and the departments."""
