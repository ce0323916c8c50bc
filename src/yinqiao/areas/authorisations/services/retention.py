"""Authorisations that ended long ago."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models.functions import Coalesce

from yinqiao.areas.authorisations.models import Authorisation
from yinqiao.platform.crypto.rotate import BlindColumn, EncryptedTable
from yinqiao.platform.retention.registry import Due, RetentionClass


def _find_due(kept_before: date) -> Sequence[Due]:
    over = Authorisation.objects.annotate(over_on=Coalesce("ended_on", "until_on")).filter(over_on__lt=kept_before)
    return [Due(pk, "代办授权", day) for pk, day in over.values_list("pk", "over_on").iterator()]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    count, _ = Authorisation.objects.filter(pk__in=ids).delete()
    return count


# What a change of keys re-encrypts.
ENCRYPTED: Final = EncryptedTable(
    Authorisation._meta.db_table, ("sealed", "phone"), (BlindColumn("phone_index", "phone", "phone", is_short=True),)
)
ENDED_ONES: Final = RetentionClass(
    "retention.authorisations_authorisation", _find_due, _destroy, starts="终止或到期之日"
)  # fmt: skip
