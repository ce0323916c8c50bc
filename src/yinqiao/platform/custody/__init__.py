"""Who holds a thing of a handover: one way for every room, held by the database.

The enterprise holds it until the place has signed for it; at any moment it has one holder.
"""
