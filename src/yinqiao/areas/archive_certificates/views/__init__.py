"""Pages of certificates from the record."""
