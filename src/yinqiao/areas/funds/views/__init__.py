"""Pages of the room of funds."""
