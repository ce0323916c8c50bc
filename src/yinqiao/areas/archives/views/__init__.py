"""Pages of archives: catalogues of the enterprise, reception at the place, archives and papers of both."""
