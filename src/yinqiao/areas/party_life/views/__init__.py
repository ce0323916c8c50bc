"""Pages of party life."""
