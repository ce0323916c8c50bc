"""Pages of the room of organisations."""
