"""Pages of 变动经过 and 后续事项."""
