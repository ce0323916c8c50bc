"""What a copy of somebody's data says of letters about the person."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.letters.queries import list_of_person
from yinqiao.areas.letters.rules import purposes
from yinqiao.areas.letters.tables import answer_words
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    return [
        (
            told(one.letter.sent_on), one.letter.number, one.letter.office, purposes()[one.purpose].title,
            answer_words(one), one.reply_no,
        )
        for one in list_of_person(scope=actor.scope, retiree_id=retiree_id)
    ]  # fmt: skip


COPIED = CopiedPart(
    "letters", "去函查询", ("发函日期", "函号", "收函单位", "事由", "答复", "复函文号"), _rows,
    frozenset({"letters_asked"}), order=95,
)  # fmt: skip
