"""Cases that are over, with their timelines, as things with a period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from yinqiao.areas.applications.models import Case, Picture
from yinqiao.areas.applications.services.pictures import destroy_files
from yinqiao.areas.applications.types import OPEN
from yinqiao.platform.crypto.rotate import EncryptedTable
from yinqiao.platform.retention.registry import Due, RetentionClass


def _find_due(kept_before: date) -> Sequence[Due]:
    over = Case.objects.filter(closed_on__lt=kept_before).exclude(state__in=OPEN)
    return [Due(pk, "办件", day) for pk, day in over.values_list("pk", "closed_on").iterator() if day is not None]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    found = Case.objects.filter(pk__in=ids).exclude(state__in=OPEN)
    count = found.count()
    pictures = Picture.objects.filter(case__in=found).values_list("file_id", flat=True)
    destroy_files(pictures, at=at, act_id=act_id)
    found.delete()
    return count


# What a change of keys re-encrypts.
ENCRYPTED: Final = EncryptedTable("applications_case", ("sealed",))
CASES: Final = RetentionClass("retention.applications_case", _find_due, _destroy, starts="办结之日")
