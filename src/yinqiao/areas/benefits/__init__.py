"""企业保留待遇：what signed agreements leave with the enterprise, item by item, and who is meant."""
