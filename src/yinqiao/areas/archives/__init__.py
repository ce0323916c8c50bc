"""Personnel archives of a handover: catalogues that enterprises send, reception by scan, who holds which archive."""
