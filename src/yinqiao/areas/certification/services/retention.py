"""Rows of the record that nothing rests on any more, as things with a period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from yinqiao.areas.certification.models import Clock, Record
from yinqiao.areas.certification.types import Entry
from yinqiao.platform.retention.registry import Due, RetentionClass

_PAY = (Entry.SUSPENSION, Entry.RESUMPTION)


def _settled() -> QuerySet[Record]:
    """Neither what a clock rests on, nor the last that was told of somebody's pay."""
    later = Record.objects.filter(retiree_id=OuterRef("retiree_id"), entry__in=_PAY, day__gt=OuterRef("day"))
    held = Record.objects.exclude(Exists(Clock.objects.filter(record_id=OuterRef("pk"))))
    return held.exclude(~Exists(later), entry__in=_PAY)


def _find_due(kept_before: date) -> Sequence[Due]:
    old = _settled().filter(day__lt=kept_before)
    return [Due(one.pk, f"资格认证记录（{one.get_entry_display()}）", one.day) for one in old.iterator()]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    # What took a row back, and that it was sent, go with it.
    return _settled().filter(pk__in=ids).delete()[1].get(Record._meta.label, 0)


RECORDS: Final = RetentionClass("retention.certification_record", _find_due, _destroy, starts="认证之日")
