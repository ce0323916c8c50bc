"""What a copy of somebody's data says of the party relation."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party.queries import list_letters, list_memberships
from yinqiao.areas.party.tables import STATUS_LABELS
from yinqiao.areas.party.types import LetterMedium, MemberState
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for one in list_memberships(scope=actor.scope, retiree_id=retiree_id):
        found += [(name, text, told(one.state_on)) for name, text in _facts(one).items() if text]
        for letter in list_letters(scope=actor.scope, member_id=one.pk):
            void = "，已作废" if letter.voided_at else ""
            medium = member_of(LetterMedium, letter.medium).label
            words = f"{letter.number}（{medium}），有效期至{letter.valid_to:%Y-%m-%d}{void}"
            found.append(("介绍信", words, told(letter.issued_on)))
    return found


def _facts(one: Any) -> dict[str, str]:
    return {
        "移交企业": one.enterprise.name,
        "所在党支部": one.organisation.name,
        "政治面貌": STATUS_LABELS.get(one.political_status, one.political_status),
        "入党时间": told(one.joined_on),
        "转正时间": told(one.full_on),
        "党费交至": f"{one.dues_paid_to:%Y-%m}" if one.dues_paid_to else "",
        "党员档案保管单位": one.file_holder,
        "挂靠单位": one.attached_to,
        "接收单位": places().label(one.place_no),
        "状态": MemberState(one.state).label,
        "报到日期": told(one.reported_on),
        "回执编号": one.receipt_no,
    }


COPIED = CopiedPart(
    "party", "党组织关系", ("项目", "内容", "日期"), _rows, frozenset({"party_member", "party_letter"}), order=10
)
