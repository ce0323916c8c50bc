"""Numbers committed events, in one process, in batches: readers page on `feed.seq` and never skip one.

Paging on a plain sequence loses events whose transaction commits late; guessing at gaps never ends.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

_LOCK = 7_305_001
_MOVE = """
WITH taken AS (
    DELETE FROM events_feedpending
    WHERE no IN (SELECT no FROM events_feedpending ORDER BY no LIMIT %s FOR UPDATE SKIP LOCKED)
    RETURNING no, event_ids
), numbered AS (
    SELECT e.event_id, row_number() OVER (ORDER BY t.no, e.at) AS n
    FROM taken t, unnest(t.event_ids) WITH ORDINALITY AS e(event_id, at)
)
INSERT INTO events_feed (seq, event_id)
SELECT (SELECT coalesce(max(seq), 0) FROM events_feed) + n, event_id FROM numbered
"""


def sequence_batch(limit: int = 500) -> int:
    """Move the events of up to `limit` statements into the feed; returns how many events. One sequencer at a time."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(_MOVE, [limit])
        return cursor.rowcount


def sequence_all() -> int:
    """Move everything that is committed; returns how many."""
    total = 0
    while moved := sequence_batch():
        total += moved
    return total


def pending_count() -> int:
    """How many committed events wait for a number: the sequencer's lag, shown by /healthz."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(cardinality(event_ids)), 0) FROM events_feedpending")
        return int(cursor.fetchone()[0])


def installed_at() -> datetime:
    """When this installation's first epoch began; now, while there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(min(began_at), now()) FROM events_epoch")
        began: datetime = cursor.fetchone()[0]
    return began


def begin_epoch(reason: str) -> None:
    """A new epoch, after every other whatever the clock says: a machine may have been ahead, or be behind since."""
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN, [reason])


_BEGIN = """
INSERT INTO events_epoch (reason, began_at)
SELECT %s, greatest(now(), max(began_at) + interval '1 microsecond') FROM events_epoch
"""
