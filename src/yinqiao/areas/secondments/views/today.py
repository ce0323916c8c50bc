"""Secondments on today's list: who ends soon, what was left to the community, what the officer has to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.secondments import queries
from yinqiao.areas.secondments.rules import ENDERS, PLACES, PROPOSERS
from yinqiao.areas.secondments.types import SECONDED
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """Counts that equal the lists they open; the end is told of to the community and the city."""
    if actor.role == SECONDED and actor.scope.stay is not None:
        return _own(actor)
    if actor.role in PROPOSERS:
        return _theirs(actor, today)
    if actor.role not in PLACES:
        return []
    entries = []
    if actor.role in ENDERS:
        ending, urgent = queries.count_ending(scope=actor.scope, today=today)
        hint = (
            f"其中 {urgent} 人 7 天内到期；到期后立即不能使用，延期凭文件由市级办理。"
            if urgent
            else "延期凭文件由市级办理。"
        )
        entries.append(
            TodayEntry("即将到期的选派人员", ending, f"{reverse('secondments:officers')}?standing=ending", "查看",
                       "overdue" if urgent else "soon", hint)
        )  # fmt: skip
        asked = queries.count_to_answer(scope=actor.scope, role=actor.role)
        entries.append(
            TodayEntry("企业的选派建议", asked, f"{reverse('secondments:proposals')}?state=open", "去答复", "soon",
                       "同意以前没有任何变化。")
        )  # fmt: skip
    if actor.role == "community_officer":
        left = queries.list_passed(scope=actor.scope).count()
        entries.append(
            TodayEntry(
                "选派人员移交的事项", left, reverse("secondments:passed"), "去办理", "soon", "选派结束时没有办结的。"
            )
        )
    return [one for one in entries if one.count]


def _theirs(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """Whose time ends soon: the enterprise proposes a longer one, or not."""
    ending, _ = queries.count_ending(scope=actor.scope, today=today)
    page = f"{reverse('secondments:their_officers')}?standing=ending"
    hint = "要延期的，凭文件提出建议，由市级答复。"
    return [TodayEntry("即将到期的选派人员", ending, page, "查看", "soon", hint)] if ending else []


def _own(actor: Actor) -> Sequence[TodayEntry]:
    count = queries.list_open(scope=actor.scope).count()
    return [TodayEntry("待办事项", count, reverse("secondments:own_open"), "去办理", "soon")] if count else []
