"""Pages of checklists: what they show to whom, which forms come back, whose route is shut."""

from __future__ import annotations

from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from yinqiao.areas.agreements.tests.talks import TODAY, Talks
from yinqiao.areas.agreements.types import AgreementState
from yinqiao.areas.checklists.rules import items
from yinqiao.areas.checklists.tests.conftest import Desk
from yinqiao.areas.checklists.types import ItemState, Turn
from yinqiao.areas.checklists.views.today import today_entries
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import NotFound, Refused
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
CODE = "people_counted"


def _page(actor: Actor, name: str, one: UUID | None = None, data: dict[str, Any] | None = None, query: str = "") -> str:
    address = reverse(f"checklists:{name}", args=[one] if one else []) + query
    answer = Browser(actor).ask(address, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def test_the_checklist_shows_each_side_its_own_buttons(desk: Desk) -> None:
    desk.report(CODE)
    ours = _page(desk.talks.enterprise, "checklist", desk.agreement_id)
    theirs = _page(desk.talks.street, "checklist", desk.agreement_id)
    assert "收回报告" in ours and "确认就绪" not in ours
    assert "确认就绪" in theirs and "收回报告" not in theirs
    assert all(spec.title in ours and spec.title in theirs for spec in items().values())
    for actor in (desk.talks.rival, desk.talks.elsewhere):
        with pytest.raises(NotFound):
            _page(actor, "checklist", desk.agreement_id)


def test_a_report_without_its_paper_comes_back_with_what_was_typed(desk: Desk) -> None:
    item = desk.item("plan_written")
    page = _page(desk.talks.enterprise, "report", item.pk, {"lock_version": 1, "remark": "方案已印发"})
    assert "这一事项须附文件扫描件" in page and "方案已印发" in page
    assert desk.item("plan_written").state == ItemState.OPEN


def test_the_steps_of_the_page_lead_from_open_to_ready_and_back(desk: Desk) -> None:
    ours, theirs, item = desk.talks.enterprise, desk.talks.street, desk.item(CODE)
    for actor, name, data in (
        (ours, "assign", {"owner_name": "人事科", "due_on": item.due_on.isoformat()}),
        (ours, "report", {"remark": "名册 10 人"}),
        (theirs, "send_back", {"remark": "请补充"}),
        (ours, "report", {"remark": "已补充"}),
        (ours, "take_back", {}),
        (ours, "report", {"remark": "已补充"}),
        (theirs, "confirm", {}),
        (theirs, "reopen", {"remark": "新增 2 人"}),
        (theirs, "waive", {"remark": "另行约定"}),
    ):
        seen = desk.seen(CODE)
        assert _page(actor, name, item.pk, {"lock_version": seen.lock_version, **data}) == "302", name
    assert desk.item(CODE).state == ItemState.WAIVED
    assert "更早的" in _page(ours, "checklist", desk.agreement_id)


def test_an_old_page_is_answered_with_what_happened_and_nothing_is_lost(desk: Desk) -> None:
    old = desk.seen(CODE)
    desk.report(CODE)
    desk.confirm(CODE)
    item = desk.item("retirees_told")
    desk.report("retirees_told")
    page = _page(desk.talks.street, "send_back", item.pk, {"lock_version": old.lock_version, "remark": "请补充"})
    assert "已由他人办理过" in page and "请补充" in page


def test_the_lists_open_for_both_sides_and_today_counts_what_they_hold(desk: Desk) -> None:
    desk.report(CODE)
    street = desk.talks.street
    assert "准备程度" in _page(street, "agreements") and "0 %" in _page(street, "agreements")
    with acting(street):
        entries = today_entries(street, TODAY)
    assert [one.count for one in entries if "等待本方确认" in one.label] == [1]
    waiting = _page(street, "items", query=f"?turn={Turn.ANSWER}")
    assert items()[CODE].title in waiting and items()["retirees_told"].title not in waiting
    for turn in Turn:
        assert "移交准备事项" in _page(desk.talks.enterprise, "items", query=f"?turn={turn}")
    assert "没有符合条件" in _page(desk.talks.rival, "items")


def test_the_agreement_leads_to_its_checklist(desk: Desk) -> None:
    answer = Browser(desk.talks.enterprise).ask(reverse("agreements:agreement", args=[desk.agreement_id]))
    assert reverse("checklists:checklist", args=[desk.agreement_id]) in text_of(answer)


def test_who_has_no_part_in_agreements_is_shut_out(talks: Talks) -> None:
    desk = Desk(talks, talks.standing(AgreementState.PROPOSED))
    for name, one in (("agreements", None), ("items", None), ("checklist", desk.agreement_id)):
        with pytest.raises(Refused):
            _page(talks.scene.community, name, one)
