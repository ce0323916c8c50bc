"""The pages beside the matrix: what they say, what waits today, and that what was done follows the person."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.accounts.models import User
from yinqiao.areas.retirees.services import merge_entries, split_entries
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.retirees.types import ActRule
from yinqiao.areas.secondments import services
from yinqiao.areas.secondments.models import Deed, Secondment
from yinqiao.areas.secondments.tests.conftest import LAST, NOW, Stay
from yinqiao.areas.secondments.types import DeedKind, NewDeed
from yinqiao.areas.secondments.views.copied import COPIED
from yinqiao.areas.secondments.views.today import today_entries
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.acts import perform

pytestmark = [pytest.mark.db, pytest.mark.django_db]
TODAY = NOW.date()


def _page(actor: Actor, name: str, *args: Any, query: str = "", data: dict[str, Any] | None = None) -> str:
    answer = Browser(actor).ask(reverse(f"secondments:{name}", args=args) + query, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def _visit(stay: Stay, name: str) -> Deed:
    new = NewDeed(DeedKind.VISIT, TODAY, "在家", "call", TODAY + timedelta(days=3))
    made = services.note_deed(actor=stay.officer, at=NOW, retiree_id=stay.people[name], new=new)
    with acting(stay.scene.city):
        return Deed.objects.get(pk=made)


def test_the_officer_is_shown_how_to_reach_the_own_people_and_nothing_of_their_life(stay: Stay) -> None:
    listed = _page(stay.officer, "people")
    assert "王桂英" in listed and "欧阳建国" in listed and "罗建华" not in listed and "阿依古丽" not in listed
    page = _page(stay.officer, "person", stay.people["王桂英"])
    assert "13900000102" in page and "3栋2单元" in page
    for hidden in ("DA00102", "群众", "正常退休", "990101"):
        assert hidden not in page
    with acting(stay.scene.city):
        Secondment.objects.filter(pk=stay.id).update(rights=["visits"])
    page = _page(stay.officer, "person", stay.people["王桂英"])
    assert "13900000102" not in page and "更正电话" not in page and "记录走访和电话" in page


def test_the_city_is_shown_the_password_once_and_a_refusal_keeps_what_was_typed(stay: Stay) -> None:
    told = {
        "name": "顾明", "username": "XuanPai.gu", "phone": "", "from_on": TODAY.isoformat(),
        "last_on": (LAST + timedelta(days=9)).isoformat(), "document": "文9", "rights": ["visits"],
    }  # fmt: skip
    refused = _page(stay.scene.city, "second", stay.community_id, data=told)
    assert "应在重点社区的期限以内" in refused and "顾明" in refused
    now = timezone.localdate()
    page = _page(
        stay.scene.city, "second", stay.community_id,
        data={**told, "from_on": now.isoformat(), "last_on": (now + timedelta(days=9)).isoformat()},
    )  # fmt: skip
    assert "临时密码只显示这一次" in page and "xuanpai.gu" in page
    assert User.objects.get(username="xuanpai.gu").must_change_password


def test_what_waits_today_equals_the_lists_that_it_opens(stay: Stay) -> None:
    _visit(stay, "王桂英")
    with acting(stay.officer):
        (own,) = today_entries(stay.officer, TODAY)
    assert own.count == 1 and "回电话" in _page(stay.officer, "own_open")
    with acting(stay.scene.community):
        assert today_entries(stay.scene.community, TODAY) == []
        (ending,) = today_entries(stay.scene.community, LAST - timedelta(days=5))
    assert ending.count == 1 and "其中 1 人 7 天内到期" in ending.hint and ending.urgency == "overdue"
    services.end_secondment(actor=stay.scene.city, at=NOW, secondment_id=stay.id, why="企业召回")
    with acting(stay.scene.community):
        (left,) = today_entries(stay.scene.community, TODAY)
    assert left.count == 1 and left.url == reverse("secondments:passed")
    page = _page(stay.scene.community, "passed")
    assert "王桂英" in page and "回电话" in page
    assert "企业召回" in _page(stay.scene.community, "officer", stay.id)
    paper = _page(stay.scene.community, "handover", stay.id)
    assert "以下事项由社区接着办" in paper and "王桂英" in paper and "沈丽" in paper


@pytest.mark.parametrize(("query", "listed"), [("", True), ("?standing=ended", False), ("?standing=all", True),
                                               ("?standing=coming", False), ("?name=沈", True), ("?name=罗", False)])  # fmt: skip
def test_the_list_of_officers_narrows(stay: Stay, query: str, listed: bool) -> None:
    assert ("湘企发〔2026〕3号" in _page(stay.scene.community, "officers", query=query)) == listed


def test_what_was_done_follows_a_merge_goes_back_with_a_split_and_stands_in_the_copy(stay: Stay) -> None:
    kept, gone = stay.people["欧阳建国"], stay.people["王桂英"]
    deed, manager = _visit(stay, "王桂英"), stay.scene.city
    rule = ActRule("test", "合并", frozenset({manager.role}))
    with perform(actor=manager, action="test.merge", at=NOW) as act:
        merge_entries(act=act, rule=rule, keep_id=kept, gone_id=gone)
    with acting(manager):
        assert Deed.objects.get(pk=deed.pk).retiree_id == kept
        assert COPIED.rows(manager, kept, TODAY)[0][1:4] == ("走访", "沈丽", "回电话")
    with perform(actor=manager, action="test.split", at=NOW) as act:
        split_entries(act=act, ids=(kept, gone))
    with acting(manager):
        assert Deed.objects.get(pk=deed.pk).retiree_id == gone
