"""Acts of the room: it follows what is signed."""

from yinqiao.areas.benefits.services.keeping import keep_items

__all__ = ["keep_items"]
