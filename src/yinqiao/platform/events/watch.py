"""Waits for the next number of the feed, with neither a transaction nor a lock: a look at its end, five times a second."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

_PAUSE_SECONDS = 0.2
_places = threading.BoundedSemaphore(settings.FEED_WAITERS)


@contextmanager
def waiting_place() -> Iterator[bool]:
    """Take one of the places for waiting in this process; False when all are taken. Nobody queues for one."""
    has_place = _places.acquire(blocking=False)
    try:
        yield has_place
    finally:
        if has_place:
            _places.release()


def await_number(*, beyond: int, until: float) -> bool:
    """Whether the feed has grown beyond a number before `until`, a moment of `time.monotonic`."""
    while last_number() <= beyond:
        left = until - time.monotonic()
        if left <= 0:
            return False
        time.sleep(min(_PAUSE_SECONDS, left))
    return True


def last_number() -> int:
    """The number of the newest event; 0 before the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(seq), 0) FROM events_feed")
        return int(cursor.fetchone()[0])
