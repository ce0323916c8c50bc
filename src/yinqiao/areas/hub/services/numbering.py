"""Messages put on record: each line has numbers without gaps within an epoch, the first of which says that it began."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import connection

from yinqiao.areas.hub.models import Outgoing
from yinqiao.areas.hub.rules import EpochMessage, write_text
from yinqiao.areas.hub.rules.messages import Earlier
from yinqiao.areas.hub.types import PROVINCE, MessageKind
from yinqiao.areas.othercity.queries import trusted_cities

# One message is numbered after the other, until its transaction has ended: numbers and ids are in the order of commits.
_TURN = "SELECT pg_advisory_xact_lock(7305006)"
# Whoever puts a message on record may see the messages of the own office alone; its number follows on those of all.
_LINE_END = "SELECT * FROM hub_line_end(%s, %s)"
_EPOCH = "SELECT id, began_at, reason FROM events_epoch ORDER BY began_at DESC, id DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Told:
    """What is put on record: words in the open (`body`), or a file by its id (`ref`) with its digest."""

    line: str
    kind: MessageKind
    place_no: int
    about: str = ""
    body: bytes | None = None
    ref: UUID | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class _End:
    """The last number of a line in this epoch (0: none), and of each earlier one."""

    last: int
    earlier: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Present:
    epoch: UUID
    began_at: datetime
    reason: str


def present_epoch() -> UUID:
    """The epoch of this installation's numbers; a restore begins another."""
    return _present().epoch


def hold_turn() -> None:
    """Until this transaction has ended nobody else puts a message on record."""
    with connection.cursor() as cursor:
        cursor.execute(_TURN)


def put(at: datetime, told: Told) -> Outgoing:
    """Put one message on record; returns its row. In a new epoch the line's first message says so."""
    hold_turn()
    present = _present()
    end = _end(told.line, present.epoch)
    last = end.last or _add(at, _opening(told, present, end), present.epoch, 1).number
    return _add(at, told, present.epoch, last + 1)


def open_lines(at: datetime, place_no: int) -> None:
    """Each line says that the epoch has begun, even if there is nothing else to tell: after a restore nobody may miss it."""
    hold_turn()
    present = _present()
    known = Outgoing.objects.order_by().values_list("line", flat=True).distinct()
    for line in sorted({PROVINCE, *known, *trusted_cities()} - {settings.REGION}):
        end = _end(line, present.epoch)
        if end.last == 0:
            _add(at, _opening(Told(line, MessageKind.EPOCH, place_no), present, end), present.epoch, 1)


def _present() -> _Present:
    with connection.cursor() as cursor:
        cursor.execute(_EPOCH)
        return _Present(*cursor.fetchone())


def _end(line: str, epoch: UUID) -> _End:
    with connection.cursor() as cursor:
        cursor.execute(_LINE_END, [line, epoch])
        last, earlier = cursor.fetchone()
    return _End(last, json.loads(earlier))


def _opening(told: Told, present: _Present, end: _End) -> Told:
    earlier = tuple(Earlier(epoch=UUID(epoch), last=last) for epoch, last in sorted(end.earlier.items()))
    message = EpochMessage(earlier=earlier, began_at=present.began_at, reason=present.reason)
    return Told(told.line, MessageKind.EPOCH, told.place_no, body=write_text(message))


def _add(at: datetime, told: Told, epoch: UUID, number: int) -> Outgoing:
    row: Outgoing = Outgoing.objects.create(
        line=told.line, epoch=epoch, number=number, kind=told.kind.value, place_no=told.place_no, about=told.about,
        ref=told.ref, body=told.body, digest=told.digest or sha256(told.body or b"").hexdigest(), recorded_at=at,
    )  # fmt: skip
    return row
