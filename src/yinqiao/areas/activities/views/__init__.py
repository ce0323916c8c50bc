"""Pages of activities and courses for those who organise."""
