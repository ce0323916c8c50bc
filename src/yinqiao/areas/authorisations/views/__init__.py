"""Pages of authorisations for whoever serves the person."""
