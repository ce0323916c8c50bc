"""Requests for certificates from the record, as things with a period; what was issued has the period of certificates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from yinqiao.areas.archive_certificates.models import Attestation
from yinqiao.areas.archive_certificates.types import Stage
from yinqiao.platform.crypto.rotate import EncryptedTable
from yinqiao.platform.retention.registry import Due, RetentionClass


def _over() -> QuerySet[Any]:
    return Attestation.objects.filter(state__in=[Stage.ISSUED, Stage.REFUSED])


def _find_due(kept_before: date) -> Sequence[Due]:
    rows = _over().filter(answered_at__date__lt=kept_before)
    return [Due(one.pk, "档案证明申请", timezone.localdate(one.answered_at)) for one in rows.iterator()]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    count, _ = _over().filter(pk__in=ids).delete()
    return count


# What a change of keys re-encrypts.
ENCRYPTED: Final = EncryptedTable(Attestation._meta.db_table, ("note", "draft", "answer_note"))
ATTESTATIONS: Final = RetentionClass(
    "retention.archive_certificates_attestation", _find_due, _destroy, starts="答复之日"
)
