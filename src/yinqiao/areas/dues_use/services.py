"""Acts on dues for use: noted, reversed; and how long they are kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import connection

from yinqiao.areas.dues_use import errors, events
from yinqiao.areas.dues_use.models import Use
from yinqiao.areas.dues_use.queries import left_of
from yinqiao.areas.dues_use.types import NewUse, Purpose
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.acts import Subject, perform
from yinqiao.platform.retention.registry import RetentionFloor

__all__ = ["BOOK", "note_use", "reverse_use"]
_LOCK = 7_305_091


def note_use(*, actor: Actor, at: datetime, place_no: int, new: NewUse) -> UUID:
    """Note what came for use or was spent. Invalid `dues_use.not_possible`, `.not_enough`; Conflict `.voucher_taken`.

    A spending has the day of the meeting that decided on it: dues are used by collective decision (中组发〔2008〕3号).
    """
    with perform(actor=actor, action="dues_use.note_use", at=at) as act:
        if not actor.scope.covers_place(place_no):
            raise NotFound
        _check(new, act.stamp.occurred_on)
        _hold(place_no)
        if new.purpose.is_spent and left_of(scope=Scope.place(place_no, place_no + 1, "")) < new.fen:
            raise errors.not_enough()
        standing = Use.objects.filter(place_no=place_no, purpose=new.purpose, is_reversed=False)
        if standing.filter(voucher_no=new.voucher_no.strip()).exists():
            raise errors.voucher_taken()
        row = Use.objects.create(
            place_no=place_no, purpose=new.purpose, fen=new.fen, used_on=new.used_on,
            decided_on=new.decided_on if new.purpose.is_spent else None, voucher_no=new.voucher_no.strip(),
            about=new.about.strip()[:100], noted_by=actor.name[:64], act_id=act.id,
        )  # fmt: skip
        act.about("dues_use", row.pk, people=0)
        act.emit(events.NOTED, [Subject(None, None, place_no, row.pk, data={"purpose": row.purpose, "fen": row.fen})])
    return row.pk


def reverse_use(*, actor: Actor, at: datetime, use_id: UUID, reason: str) -> None:
    """Mark one as reversed, with why. Conflict `dues_use.reversed_already`, `.spent_since`."""
    if not reason.strip():
        raise errors.not_possible("reason", "请写明冲正原因。")
    with perform(actor=actor, action="dues_use.reverse_use", at=at) as act:
        found = Use.objects.filter(place_no__gte=actor.scope.place_from, place_no__lt=actor.scope.place_to, pk=use_id)
        row = found.first()
        if row is None:
            raise NotFound
        _hold(row.place_no)
        row.refresh_from_db()
        if row.is_reversed:
            raise errors.reversed_already()
        is_received = row.purpose == Purpose.RECEIVED
        if is_received and left_of(scope=Scope.place(row.place_no, row.place_no + 1, "")) < row.fen:
            raise errors.spent_since()
        row.is_reversed, row.reason = True, reason.strip()[:200]
        row.save(update_fields=["is_reversed", "reason"])
        act.about("dues_use", row.pk, people=0)
        act.emit(
            events.REVERSED, [Subject(None, None, row.place_no, row.pk, data={"purpose": row.purpose, "fen": row.fen})]
        )


def _check(new: NewUse, today: date) -> None:
    if new.fen <= 0:
        raise errors.not_possible("amount", "金额须大于 0。")
    if new.used_on > today:
        raise errors.not_possible("used_on", "日期不能晚于今天。")
    if not new.voucher_no.strip():
        raise errors.not_possible("voucher_no", "请填写凭证号。")
    if not new.about.strip():
        raise errors.not_possible("about", "请写明用途，不写个人姓名。")
    if new.purpose.is_spent and (new.decided_on is None or new.decided_on > new.used_on):
        raise errors.not_possible("decided_on", "请填写集体研究的日期，不能晚于使用的日期。")


def _hold(place_no: int) -> None:
    """One after the other within a place: two spendings cannot share what is left."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, place_no])


BOOK: Final = RetentionFloor(
    "retention.dues_use", lambda kept_before: Use.objects.filter(used_on__lt=kept_before).count(), starts="记账之日"
)
