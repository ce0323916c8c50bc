"""Enrolments are kept for a time after what they were for is over; who came goes with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from yinqiao.areas.activities.models import Enrolment, Offering
from yinqiao.platform.crypto.rotate import EncryptedTable
from yinqiao.platform.retention.registry import Due, RetentionClass


def _find_due(kept_before: date) -> Sequence[Due]:
    over = Enrolment.objects.filter(offering__ends_on__lt=kept_before)
    return [Due(pk, "活动报名和考勤", day) for pk, day in over.values_list("pk", "offering__ends_on").iterator() if day]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    _, counts = Enrolment.objects.filter(pk__in=ids).delete()
    return counts.get(Enrolment._meta.label, 0)


# What a change of keys re-encrypts.
ENCRYPTED: Final = EncryptedTable(Offering._meta.db_table, ("secret",))
ENROLMENTS: Final = RetentionClass("retention.activities_enrolment", _find_due, _destroy, starts="最后一次之日")
