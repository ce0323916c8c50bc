"""Pages of volunteers and tasks for those who organise."""
