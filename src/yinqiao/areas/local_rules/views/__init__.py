"""Pages of 本市规则."""
