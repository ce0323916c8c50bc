"""Waits for the next number of the feed, with neither a transaction nor a lock: a look at its end, five times a second."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

_PAUSE_SECONDS = 0.2
_lock = threading.Lock()
_taken = 0


@contextmanager
def waiting_place() -> Iterator[bool]:
    """Take one of the places for waiting in this process; False when all are taken. Nobody queues for one."""
    has_place = _take()
    try:
        yield has_place
    finally:
        if has_place:
            _give_back()


def _take() -> bool:
    global _taken
    with _lock:
        is_free = _taken < settings.FEED_WAITERS
        _taken += is_free
        return is_free


def _give_back() -> None:
    global _taken
    with _lock:
        _taken -= 1


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
