"""Pages of the room of checklists."""
