"""Pages of what is to be done after a death."""
