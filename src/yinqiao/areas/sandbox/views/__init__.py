"""Pages of 试用对接."""
