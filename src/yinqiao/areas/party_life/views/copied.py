"""What a copy of somebody's data says of party life."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.party_life.queries import (
    excuses,
    list_attended,
    list_errands,
    list_honours_of,
    list_lives,
    whereabouts_of,
)
from yinqiao.areas.party_life.tables import meeting_words
from yinqiao.areas.party_life.types import Form
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    reasons = excuses(today)
    for one in list_lives(scope=actor.scope, retiree_id=retiree_id):
        ended = f"，{told(one.left_on)} {one.get_left_display()}" if one.left_on else ""
        group = f"，第 {one.group_no} 党小组" if one.group_no else ""
        rows.append(("所在党支部", f"{one.branch.name}，{one.get_post_display()}{group}{ended}", told(one.since)))
        rows += [
            (
                meeting_words(came.meeting),
                (came.get_mark_display() or "未登记")
                + (f"：{reasons.get(came.reason, came.reason)}" if came.reason else ""),
                told(came.meeting.starts_at.date()),
            )
            for came in list_attended(scope=actor.scope, member_id=one.pk)
        ]
        rows += [
            (errand.get_care_display(), words or "已列入计划", told(errand.ended_on or errand.planned_on))
            for errand, words in list_errands(scope=actor.scope, member_id=one.pk)
        ]
        rows += [
            (
                given.get_occasion_display(),
                f"{given.get_category_display()} {given.fen / 100:.2f} 元" if given.fen else "颁发",
                told(given.given_on),
            )
            for given in list_honours_of(scope=actor.scope, member_id=one.pk)
        ]
        if one.form != Form.USUAL:
            rows.append(
                ("参加方式", "，".join(part for part in (one.get_form_display(), *whereabouts_of(one)) if part), "")
            )
    return rows


COPIED = CopiedPart(
    "party_life", "组织生活", ("项目", "内容", "日期"), _rows,
    frozenset({"party_life_membership", "party_life_attendance", "party_life_branch", "party_life_meeting", "party_life_errand", "party_life_honour"}), order=12,
)  # fmt: skip
