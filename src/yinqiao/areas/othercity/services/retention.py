"""Packages that have ended, with whom they brought or took and with their files' rows, as things with a period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from yinqiao.areas.othercity.models import Arrival, Package, Paper, Transfer
from yinqiao.platform.retention.registry import Due, RetentionClass


def _find_due(kept_before: date) -> Sequence[Due]:
    ended = Package.objects.filter(ended_on__lt=kept_before)
    return [Due(one.pk, f"异地移交包 {one.number}", one.ended_on) for one in ended.iterator() if one.ended_on]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    ended = Package.objects.filter(pk__in=ids, ended_on__isnull=False)
    gone = list(ended.select_for_update().values_list("pk", flat=True))
    for rows in (Paper, Transfer, Arrival):
        rows.objects.filter(package_id__in=gone).delete()
    return Package.objects.filter(pk__in=gone).delete()[0]


PACKAGES: Final = RetentionClass("retention.othercity_package", _find_due, _destroy, starts="移交包办结之日")
