"""Reads of the list. It holds no personal data."""

from yinqiao.areas.certificates.rules import BASIS, look_up, refused

__all__ = ["BASIS", "look_up", "refused"]
