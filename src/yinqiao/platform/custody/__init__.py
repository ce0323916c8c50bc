"""Who holds a thing of a handover: one way for every room, held by the database.

The enterprise holds it until the place has signed for it; at any moment it has one holder. What is written is only that
a thing passed on; who held it from when to when is read from that.
"""
