"""What a copy of somebody's data says of certificates asked of the keeper of the own archive."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.archive_certificates import queries
from yinqiao.areas.archive_certificates.types import Channel, Stage
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    return [
        (
            told(timezone.localdate(one.asked_at)),
            queries.title_of(one.kind, today),
            f"{Channel(one.channel).label}{one.letter_unit and f'（{one.letter_unit} {one.letter_no}）'}",
            queries.text_of(one),
            Stage(one.state).label,
            queries.text_of(one, "answer_note"),
        )
        for one in queries.list_of_person(scope=actor.scope, retiree_id=retiree_id)
    ]


COPIED = CopiedPart(
    "archive_certificates", "档案证明申请", ("申请日期", "证明", "来源", "做什么用", "状态", "答复"), _rows,
    frozenset({"archive_certificates_attestation"}), order=97,
)  # fmt: skip
