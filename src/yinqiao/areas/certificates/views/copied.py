"""What a copy of somebody's data says of the certificates that were issued."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.certificates.queries import content_of, list_of_person, standing_on
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    return [
        (
            told(row.issued_on or row.asked_on), row.number, row.title, row.purpose, standing_on(row, today).label,
            content_of(row).get("text", ""),
        )
        for row in list_of_person(scope=actor.scope, retiree_id=retiree_id)
    ]  # fmt: skip


COPIED = CopiedPart(
    "certificates", "开具的证明", ("日期", "证明编号", "证明", "用途", "状态", "内容"), _rows,
    frozenset({"certificates_certificate"}), order=98,
)  # fmt: skip
