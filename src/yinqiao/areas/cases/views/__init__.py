"""Pages of 联动对接."""
