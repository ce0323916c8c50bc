"""Pages of the room: the entrance, one's own account, the accounts of a unit, and the duties before any page."""
