"""Today's list: most urgent first, nothing empty, nothing lost."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.registry import PersonPanel, TodayEntry
from yinqiao.shell.person import person_parts
from yinqiao.shell.today import today_groups

DAY = date(2026, 3, 8)
NOBODY = Actor.anonymous()

pytestmark = pytest.mark.fast


def _entry(label: str, count: int, urgency: str) -> TodayEntry:
    return TodayEntry(label, count, "/list/", "办理", urgency)


def test_overdue_comes_before_soon_before_the_rest_whatever_room_names_it_first() -> None:
    def one(actor: Actor, day: date) -> list[TodayEntry]:
        return [_entry("待接收", 5, "normal"), _entry("接收超期", 2, "overdue")]

    def other(actor: Actor, day: date) -> list[TodayEntry]:
        return [_entry("回访临期", 3, "soon"), _entry("核实超期", 1, "overdue")]

    groups = today_groups([one, other], NOBODY, DAY)
    assert [group.title for group in groups] == ["已逾期", "即将到期", "待办"]
    assert [entry.label for entry in groups[0].entries] == ["接收超期", "核实超期"]


def test_an_entry_with_nothing_to_do_is_left_out_and_so_is_its_group() -> None:
    assert today_groups([lambda actor, day: [_entry("待接收", 0, "normal")]], NOBODY, DAY) == []


def test_a_misspelt_urgency_is_shown_among_the_rest() -> None:
    groups = today_groups([lambda actor, day: [_entry("待接收", 1, "urgnet")]], NOBODY, DAY)
    assert [group.title for group in groups] == ["待办"]


def test_a_panel_stands_in_its_slot_and_an_unknown_slot_is_the_main_one() -> None:
    def shown(actor: Actor, retiree_id: object, day: date) -> dict[str, object]:
        return {"day": day}

    panels = [
        PersonPanel("a", "身份", "x.html", shown, slot="side"),
        PersonPanel("b", "生平", "x.html", shown, slot="nowhere"),
        PersonPanel("c", "隐去", "x.html", lambda actor, retiree_id, day: None),
    ]
    parts = person_parts(panels, NOBODY, UUID(int=1), DAY)
    assert [panel.key for panel in parts["side"]] == ["a"]
    assert [panel.key for panel in parts["main"]] == ["b"]
