"""Files kept for the rooms: encrypted at rest, each with an owner, a retention class and a record of its end."""
