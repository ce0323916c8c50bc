"""Certificates whose last day is long past, as things with a period; the register of seals stays, it names nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Coalesce

from yinqiao.areas.certificates.models import Certificate
from yinqiao.areas.certificates.services.files import files_of
from yinqiao.areas.certificates.types import State
from yinqiao.platform.crypto.rotate import EncryptedTable
from yinqiao.platform.files.store import destroy_file
from yinqiao.platform.retention.registry import Due, RetentionClass

# What waits for its seal is no certificate yet.
_OVER = ~Q(state=State.WAITING)


def _find_due(kept_before: date) -> Sequence[Due]:
    found = Certificate.objects.filter(_OVER).annotate(since=Coalesce("valid_until", "ended_on"))
    rows = found.filter(since__lt=kept_before).values_list("pk", "number", "since")
    return [Due(pk, f"证明（{number}）", since) for pk, number, since in rows.iterator()]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    found = Certificate.objects.filter(_OVER, pk__in=ids)
    for file in files_of(found):
        destroy_file(file, at=at, act_id=act_id)
    count = found.count()
    found.delete()
    return count


# What a change of keys re-encrypts.
ENCRYPTED: Final = EncryptedTable("certificates_certificate", ("sealed",))
CERTIFICATES: Final = RetentionClass(
    "retention.certificates_certificate", _find_due, _destroy, starts="有效期届满或终止之日"
)
