"""Tells Yinqiao of changes, reads its events, and checks the messages that it sends."""

from yinqiao_client.changes import Receipt, change, send
from yinqiao_client.feed import START, Event, FeedBeganAnew, FileCursor, NotAnswered, Place, events
from yinqiao_client.webhooks import Message, Refused, verify

__all__ = [
    "START",
    "Event",
    "FeedBeganAnew",
    "FileCursor",
    "Message",
    "NotAnswered",
    "Place",
    "Receipt",
    "Refused",
    "change",
    "events",
    "send",
    "verify",
]
