"""Template tags of the room of accounts."""
