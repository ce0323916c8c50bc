"""The pages: who may open them, what they say, that lists narrow and go out, that a result and a visit are noted."""

from __future__ import annotations

import io
from datetime import date
from html import unescape
from typing import Any

import openpyxl
import pytest
from django.urls import reverse

from yinqiao.areas.bereavement.models import Condolence, Item
from yinqiao.areas.bereavement.views.copied import COPIED
from yinqiao.areas.bereavement.views.person import panel
from yinqiao.areas.bereavement.views.today import today_entries
from yinqiao.areas.effects.tests.lives import SYSTEM, TODAY, Lives
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import NotFound, Refused
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _page(actor: Actor, name: str, *args: Any, query: str = "", data: dict[str, Any] | None = None) -> str:
    answer = Browser(actor).ask(reverse(f"bereavement:{name}", args=args) + query, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


@pytest.fixture
def dead(lives: Lives) -> Lives:
    """王桂英 has died; everybody has something to do."""
    lives.agree()
    lives.die(date(2025, 12, 20))
    return lives


def _item(code: str) -> Item:
    with acting(SYSTEM):
        return Item.objects.get(code=code)


def test_the_lists_say_what_waits_and_narrow(dead: Lives) -> None:
    community = dead.scene.community
    page = _page(community, "files")
    assert "王桂英" in page and "办理中" in page
    for query, listed in (
        ("?state=all", True), ("?state=overdue", True), ("?state=settled", False), ("?name=王", True), ("?name=欧阳", False),
        ("?sort=-died_on", True), ("?sort=overdue", True), ("?state=x", True),
    ):  # fmt: skip
        assert ("王桂英" in _page(community, "files", query=query)) is listed, query
    for query, listed in (
        ("?code=notice", True), ("?code=firm_benefits", False), ("?state=overdue", True), ("?sort=code", True), ("?name=欧阳", False),
        ("?state=all&code=party_dues", True),
    ):  # fmt: skip
        assert ("王桂英" in _page(community, "turns", query=query)) is listed, query
    assert "王桂英" not in _page(dead.scene.street, "turns", query="?state=all&code=party_dues")
    assert "王桂英" in _page(dead.scene.officer, "turns", query="?code=firm_benefits")
    assert "王桂英" in _page(dead.agency, "turns", query="?code=pension_stopped")
    assert "没有待办的身后事项" in _page(dead.scene.elsewhere, "turns")
    assert "没有在办的身后事项" in _page(dead.scene.elsewhere, "files")


def test_the_lists_go_out_in_words(dead: Lives) -> None:
    for name, told in (("files", "月华社区"), ("turns", "取得死亡证明")):
        answer = Browser(dead.scene.community).ask(
            reverse(f"bereavement:{name}") + "?export=1", {"purpose": "核对名册"}
        )
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        text = str(list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)))
        assert "王桂英" in text and told in text and "death_proof" not in text


def test_the_file_shows_all_but_the_party_organisations_items_to_others_and_the_sum(dead: Lives) -> None:
    who = dead.id()
    page = _page(dead.scene.community, "file", who)
    for words in (
        "家属要办的",
        "原企业要办的",
        "党组织要办的",
        "社保经办机构要办的",
        "遗属待遇预估",
        "丧葬补助金",
        "还没有登记吊唁慰问",
    ):
        assert words in page, words
    assert "党组织要办的" not in _page(dead.scene.street, "file", who)
    with pytest.raises(NotFound):
        _page(dead.scene.elsewhere, "file", who)
    with pytest.raises(Refused):
        _page(dead.scene.officer, "file", who)


def test_the_paper_for_the_family_says_what_to_do_by_when_with_what_and_ends_with_the_death_taken_back(
    dead: Lives,
) -> None:
    page = _page(dead.scene.community, "notice", dead.id())
    for words in ("取得死亡证明", "要带：", "派出所", "以前", dead.scene.community.unit):
        assert words in page, words
    assert "党" not in page.split("亲人去世后")[-1]
    dead.live()
    assert "死亡登记已撤销" in _page(dead.scene.community, "file", dead.id())
    with pytest.raises(NotFound):
        _page(dead.scene.community, "notice", dead.id())


def test_an_item_is_settled_and_taken_back_on_its_page(dead: Lives) -> None:
    officer, row = dead.scene.officer, _item("firm_benefits")
    assert "请选择办理结果" in _page(officer, "item", row.pk, data={"outcome": ""})
    assert _page(officer, "item", row.pk, data={"outcome": "done"}) == "302"
    page = _page(officer, "item", row.pk)
    assert "登记有误，恢复待办" in page and "已办理" in page
    assert _page(officer, "reopen", row.pk, data={}) == "302"
    assert _item("firm_benefits").state == "open"
    with pytest.raises(NotFound):
        _page(dead.scene.community, "item", row.pk)


def test_a_visit_is_noted_on_its_page(dead: Lives) -> None:
    community, who = dead.scene.community, dead.id()
    good = {"visited_on": TODAY.isoformat(), "visitors": "社区书记", "money": "500.05", "gift": "花圈"}
    for wrong in (
        {"visited_on": "x"},
        {"visitors": ""},
        {"money": "-1"},
        {"money": "1e9"},
        {"visited_on": "2025-01-01"},
    ):
        assert "登记吊唁慰问" in _page(community, "condole", who, data={**good, **wrong})
    assert _page(community, "condole", who, data=good) == "302"
    page = _page(community, "file", who)
    assert "500.05 元" in page and "花圈" in page
    with acting(SYSTEM):
        assert Condolence.objects.get().money_fen == 50_005


def test_today_and_panel_count_what_the_lists_show(dead: Lives) -> None:
    community = dead.scene.community
    with acting(community):
        overdue, waiting = today_entries(community, TODAY)
        shown = panel(community, dead.id(), TODAY)
        assert panel(community, dead.id("欧阳建国"), TODAY) is None
    assert (overdue.count, waiting.count) == (4, 11) and shown is not None
    assert shown["waiting"] == 15 and shown["overdue"] == 4
    with acting(SYSTEM):
        assert today_entries(SYSTEM, TODAY) == []


def test_the_copy_tells_what_was_done(dead: Lives) -> None:
    community = dead.scene.community
    with acting(community):
        rows = COPIED.rows(community, dead.id(), TODAY)
    assert {one[1] for one in rows} >= {"取得死亡证明", "原企业慰问家属"}
