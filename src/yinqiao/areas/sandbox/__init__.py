"""试用对接: a world of its own in which a programmer tries the exchange and meets nobody who lives."""
