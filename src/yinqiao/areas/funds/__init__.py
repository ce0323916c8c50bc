"""Money of an agreement: what is due when, what was paid, what was received, what is left."""
