"""Where we stand in the streams of other cities: written here, and nowhere else of account."""

from __future__ import annotations

from datetime import datetime

from yinqiao.areas.hub.models import Reader
from yinqiao.areas.hub.types import Trouble
from yinqiao.platform.access import Actor, acting


def begin_reading(*, actor: Actor, at: datetime, city: str, line: str, born: str, last: int) -> int:
    """The number after which to read on. Another stream, or one that ends before our place, is read from its beginning.

    `born` is empty where there is no such stream. What comes a second time is known by its number.
    """
    with acting(actor):
        row, _ = Reader.objects.get_or_create(city=city, line=line)
        before = (row.born, row.seq, row.trouble)
        if born and (row.born != born or row.seq > last):
            row.born, row.seq = born, 0
        if row.trouble in (Trouble.NONE, Trouble.NO_STREAM):
            row.trouble = (Trouble.NONE if born else Trouble.NO_STREAM).value
        if (row.born, row.seq, row.trouble) != before:
            row.save(update_fields=["born", "seq", "trouble"])
    return row.seq


def note_waiting(*, actor: Actor, at: datetime, city: str, line: str, messages: int) -> None:
    """Keep how many messages of a city are not read yet."""
    with acting(actor):
        Reader.objects.filter(city=city, line=line).exclude(waiting=messages).update(waiting=messages)
