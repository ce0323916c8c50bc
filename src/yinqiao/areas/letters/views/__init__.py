"""Pages of 去函登记."""
