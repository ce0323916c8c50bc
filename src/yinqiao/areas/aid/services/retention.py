"""What the room keeps for a time: recognitions that ended, visits that are over, consents that were taken back."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from yinqiao.areas.aid.models import Consent, Hardship, Relief, ReliefMember, VisitDue
from yinqiao.areas.aid.services.relief import NUMBER
from yinqiao.areas.aid.types import HardshipState, ReliefState, VisitState
from yinqiao.platform.crypto.rotate import BlindColumn, EncryptedTable
from yinqiao.platform.retention.registry import Due, RetentionClass


def _finder(model: Any, day: str, label: str, **over: Any) -> Callable[[date], Sequence[Due]]:
    def find(kept_before: date) -> Sequence[Due]:
        rows = model.objects.filter(**{f"{day}__lt": kept_before}, **over)
        return [Due(pk, label, since) for pk, since in rows.values_list("pk", day).iterator()]

    return find


def _destroyer(model: Any, **over: Any) -> Callable[[Sequence[UUID], datetime, UUID], int]:
    def destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
        return int(model.objects.filter(pk__in=ids, **over).delete()[0])

    return destroy


_PAST: Final = {"state__in": [one.value for one in HardshipState if one is not HardshipState.STANDING]}
_OVER: Final = {"state__in": [one.value for one in VisitState if one is not VisitState.OPEN]}
_BACK: Final = {"withdrawn_on__isnull": False}
HARDSHIPS: Final = RetentionClass(
    "retention.aid_hardship", _finder(Hardship, "until", "困难状况认定", **_PAST), _destroyer(Hardship, **_PAST),
    starts="终止之日",
)  # fmt: skip
VISITS: Final = RetentionClass(
    "retention.aid_visit", _finder(VisitDue, "closed_on", "应走访", **_OVER), _destroyer(VisitDue, **_OVER),
    starts="了结之日",
)  # fmt: skip
CONSENTS: Final = RetentionClass(
    "retention.aid_consent", _finder(Consent, "withdrawn_on", "健康类走访提示的同意", **_BACK),
    _destroyer(Consent, **_BACK), starts="撤回之日",
)  # fmt: skip
_CLOSED: Final = {"state__in": [ReliefState.REFUSED.value, ReliefState.CLOSED.value]}
RELIEFS: Final = RetentionClass(
    "retention.aid_relief", _finder(Relief, "closed_on", "困难帮扶", **_CLOSED), _destroyer(Relief, **_CLOSED),
    starts="结束之日",
)  # fmt: skip


def _number_in(text: str) -> str:
    return str(json.loads(text)["id_no"])


ENCRYPTED: Final = (
    EncryptedTable(Relief._meta.db_table, ("sealed", "told")),
    EncryptedTable(
        ReliefMember._meta.db_table, ("sealed",), (BlindColumn("id_no_index", "sealed", NUMBER, _number_in),)
    ),
)  # fmt: skip
