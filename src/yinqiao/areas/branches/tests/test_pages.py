"""Pages of party organisations on both sides: listing, offering, steps, corrections, links, figures, today."""

from __future__ import annotations

from datetime import date
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from yinqiao.areas.branches.tests.transfers import FIRST, SECOND, Handing
from yinqiao.areas.branches.types import Path, State
from yinqiao.areas.branches.views.enterprise import enterprise_facts
from yinqiao.areas.branches.views.person import branch_panel
from yinqiao.areas.branches.views.today import today_entries
from yinqiao.areas.handover.tests.conftest import CAST, roster
from yinqiao.areas.party.tests.transfers import TODAY, lettered, member
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, NotFound
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
DONE_ON = "2026-03-01"


def _page(actor: Actor, name: str, one: UUID | None = None, data: dict[str, Any] | None = None, query: str = "") -> str:
    address = reverse(f"branches:{name}", args=[one] if one else []) + query
    answer = Browser(actor).ask(address, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def test_an_organisation_is_added_with_its_contact_and_shown_for_a_purpose(handing: Handing) -> None:
    assert "新增党组织" in _page(handing.firm, "organisations") and "还没有列入党组织" in _page(
        handing.firm, "organisations"
    )
    assert "没有移交到本单位的党组织" in _page(handing.street, "organisations")
    told = {
        "enterprise": handing.firm.scope.enterprises[0], "name": FIRST, "kind": "branch", "members": "2", "upper": "机床集团党委",
        "role": "secretary", "secretary": "周建军", "phone": "13900001234",
    }  # fmt: skip
    assert "必填" in _page(handing.firm, "add", data={**told, "name": ""})
    assert _page(handing.firm, "add", data=told) == "302"
    assert "同名" in _page(handing.firm, "add", data=told)
    one = handing.row().pk
    page = _page(handing.firm, "organisation", one)
    assert (
        "选择移交方式和接收单位" in page and "不足 3 人" in page and "周建军" not in page and "13900001234" not in page
    )
    assert "周建军" in _page(handing.firm, "contact", one, {"purpose": "核对证件或材料"})
    for actor in (handing.street, handing.party.rival):
        with pytest.raises(NotFound):
            _page(actor, "organisation", one)


def test_lines_are_pasted_and_a_wrong_one_is_named(handing: Handing) -> None:
    told = {
        "enterprise": handing.firm.scope.enterprises[0],
        "lines": f"机床集团党委\t党委\n{FIRST}\t党支部\t机床集团党委\t12",
    }
    page = _page(handing.firm, "paste", data={**told, "lines": f"{FIRST}\t车间"})
    assert "第 1 行：类别请填" in page and f"{FIRST}\t车间" in page
    assert _page(handing.firm, "paste", data=told) == "302"
    assert "已经列入" in _page(handing.firm, "paste", data=told)
    page = _page(handing.firm, "organisation", handing.row("机床集团党委").pk)
    assert "下级党组织" in page and FIRST in page


def test_it_is_changed_crossed_off_and_restored_after_a_question(handing: Handing) -> None:
    one = handing.add()
    told = {"name": SECOND, "kind": "branch", "members": "5", "version": handing.row().lock_version}
    assert f'value="{FIRST}"' in _page(handing.firm, "change", one)
    assert _page(handing.firm, "change", one, told) == "302"
    assert "已由他人办理过" in _page(handing.firm, "change", one, told)
    assert "误列" in _page(handing.firm, "drop", one, {})
    assert _page(handing.firm, "drop", one, {"confirmed": "1"}) == "302"
    assert "恢复" in _page(handing.firm, "organisation", one)
    assert _page(handing.firm, "restore", one, {}) == "302"
    assert handing.state(SECOND) is State.LISTED


def test_a_whole_walk_through_the_pages_of_both_sides(handing: Handing) -> None:
    one = handing.add()
    ids = {"ids": [str(one)]}
    assert "移交方式" in _page(handing.firm, "offer", data=ids)
    assert "请从列表中选择" in _page(
        handing.firm, "offer", data={**ids, "sent": "1", "path": "whole", "place": "没有这里"}
    )
    assert _page(handing.firm, "offer", data={**ids, "sent": "1", "path": "whole", "place": "望月湖街道"}) == "302"
    assert "登记：上级党委批复" in _page(handing.firm, "organisation", one)
    assert "登记：" not in _page(handing.street, "organisation", one)
    with pytest.raises(NotFound):
        _page(handing.street, "step", one)
    for actor, told in (
        (handing.firm, {"step": "approval", "number": "湘机党〔2026〕5号", "done_on": DONE_ON}),
        (handing.street, {"step": "signed", "done_on": DONE_ON}),
        (handing.street, {"step": "named", "named": "望月湖第九党支部", "done_on": DONE_ON, "code": "09"}),
        (handing.street, {"step": "living", "secretary": "陈国强", "done_on": DONE_ON}),
    ):
        assert "必填" in _page(actor, "step", one, {"step": told["step"], "version": 1})
        assert _page(actor, "step", one, {**told, "version": handing.row().lock_version}) == "302"
    page = _page(handing.firm, "organisation", one)
    assert "已落实" in page and "望月湖第九党支部" in page and "陈国强" not in page and "由接收单位保管" in page
    with pytest.raises(Conflict):
        _page(handing.firm, "contact", one)
    assert "陈国强" in _page(handing.street, "contact", one, {"purpose": "核对证件或材料"})
    with pytest.raises(Conflict):
        _page(handing.street, "step", one)


def test_a_step_is_put_right_and_both_readings_stand(handing: Handing) -> None:
    one = handing.add()
    handing.offer()
    handing.step("approval")
    step = handing.steps()[0].pk
    assert "湘机党〔2026〕5号" in _page(handing.firm, "correct", step)
    assert _page(handing.firm, "correct", step, {"number": "湘机党〔2026〕6号", "done_on": DONE_ON}) == "302"
    page = _page(handing.street, "organisation", one)
    assert "批复文号：湘机党〔2026〕6号" in page and "更正前：批复文号：湘机党〔2026〕5号" in page
    for actor in (handing.street, handing.party.rival):
        with pytest.raises(NotFound):
            _page(actor, "correct", step)
    with pytest.raises(NotFound):
        _page(handing.firm, "scan", step)


def test_many_are_returned_and_taken_back_on_pages_that_ask(handing: Handing) -> None:
    one, two = handing.add(), handing.add(SECOND)
    handing.offer()
    handing.offer(SECOND)
    ids = {"ids": [str(one)]}
    assert "请写明情况" in _page(handing.street, "return", data={**ids, "sent": "1", "reason": "other"})
    assert _page(handing.street, "return", data={**ids, "sent": "1", "reason": "not_here"}) == "302"
    assert "不属于本地接收范围" in _page(handing.firm, "organisation", one)
    both = {"ids": [str(one), str(two)]}
    assert "2 个" in _page(handing.firm, "withdraw", data=both)
    assert _page(handing.firm, "withdraw", data={**both, "confirmed": "1"}) == "302"
    assert {handing.state(), handing.state(SECOND)} == {State.LISTED}


def test_a_branch_of_a_roster_is_listed_or_linked_by_a_person(handing: Handing) -> None:
    one = handing.add("退休第1支部")
    handing.party.offer(member(102), member(103, branch=SECOND))
    found = {each.name: each.id for each in handing.unlisted()}
    page = _page(handing.firm, "unlisted")
    assert "退休第1支部（写法不同，意思相同）" in page and "没有相近的" in page
    assert "系统认为可能是“退休第1支部”" in _page(handing.firm, "link", found[FIRST])
    assert _page(handing.firm, "link", found[FIRST], {"organisation": str(one)}) == "302"
    assert "名册中写作：退休第一党支部" in _page(handing.firm, "organisation", one)
    assert _page(handing.firm, "list_chosen", data={"ids": [str(found[SECOND])]}) == "302"
    assert "都已列入" in _page(handing.firm, "unlisted")
    assert "取消后" in _page(handing.firm, "unlink", found[FIRST], {})
    assert _page(handing.firm, "unlink", found[FIRST], {"confirmed": "1"}) == "302"
    with pytest.raises(NotFound):
        _page(handing.firm, "unlink", found[FIRST], {"confirmed": "1"})


def test_the_list_is_filtered_and_counts_members(handing: Handing) -> None:
    handing.party.offer(lettered(102), member(103, branch=SECOND))
    handing.add()
    handing.add(SECOND)
    handing.offer()
    page = _page(handing.firm, "organisations", query="?state=pending&name=第一")
    assert FIRST in page and SECOND not in page and "名册中 1 人，比商定少 1 人" in page
    place = handing.row().place_no
    assert FIRST in _page(
        handing.street, "organisations", query=f"?place={place}&path=whole&kind=branch&owed_by=enterprise"
    )
    assert SECOND not in _page(handing.street, "organisations")


def test_today_counts_what_its_lists_show_for_each_side(handing: Handing) -> None:
    for name in (FIRST, SECOND):
        handing.add(name)
    handing.offer(path=Path.WHOLE)
    handing.step("approval")
    handing.party.offer(member(102, branch="退休第九支部"))

    def entries(actor: Actor, on: date = TODAY) -> dict[str, tuple[int, str]]:
        with acting(actor):
            return {one.label: (one.count, one.urgency) for one in today_entries(actor, on)}

    assert entries(handing.firm) == {"待提交移交的党组织": (1, "normal"), "名册中尚未列入的党支部": (1, "normal")}
    assert entries(handing.street) == {"待签收的党组织": (1, "normal")}
    assert entries(handing.street, date(2027, 1, 1)) == {"待签收的党组织": (1, "soon")}
    assert entries(handing.party.elsewhere) == {}
    with acting(handing.street):
        facts = enterprise_facts(handing.street, handing.firm.scope.enterprises[0], TODAY)
    assert [one.count for one in facts] == [1]


def test_the_page_of_a_person_says_what_became_of_the_branch(handing: Handing) -> None:
    handing.party.scene.submit(roster(CAST[0]))
    handing.party.accept_people()
    handing.party.offer(lettered(102))
    handing.add()
    handing.offer()
    retiree_id = handing.party.member(102).retiree_id
    assert retiree_id is not None

    def told(actor: Actor) -> Any:
        with acting(actor):
            return branch_panel(actor, retiree_id, TODAY)

    assert told(handing.party.community)["branches"][0]["now"] == ""
    handing.walk()
    for actor in (handing.party.community, handing.street, handing.firm):
        assert told(actor)["branches"][0]["now"] == "望月湖街道第九党支部"
    assert told(handing.party.elsewhere) is None
