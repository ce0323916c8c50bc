"""Pages of the rights of a person over the own data."""
