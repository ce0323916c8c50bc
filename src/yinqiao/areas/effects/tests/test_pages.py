"""The pages: who may open them, what they say, that the list narrows and goes out, that a result is noted."""

from __future__ import annotations

import io
from datetime import timedelta
from html import unescape
from typing import Any

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.effects.tests.lives import TODAY, Lives
from yinqiao.areas.effects.views.copied import COPIED
from yinqiao.areas.effects.views.today import today_entries
from yinqiao.areas.handover.tests.conftest import place_actor
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import NotFound, Refused
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _page(actor: Actor, name: str, *args: Any, query: str = "", data: dict[str, Any] | None = None) -> str:
    answer = Browser(actor).ask(reverse(f"effects:{name}", args=args) + query, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


@pytest.fixture
def dead(lives: Lives) -> Lives:
    """王桂英 has died; her enterprise and her organisation have something to do."""
    lives.agree()
    lives.die()
    return lives


def test_the_list_says_what_is_whose_until_when_and_narrows(dead: Lives) -> None:
    street = dead.scene.street
    page = _page(street, "followups")
    assert "王桂英" in page and "党员去世，请党组织登记" in page and "月华社区" in page and "天" in page
    for query, listed in (
        ("?state=all", True), ("?state=overdue", True), ("?kind=party_member_died", True), ("?kind=overpayment", False),
        ("?name=王", True), ("?name=欧阳", False), ("?sort=-due_on", True), ("?sort=name", True), ("?state=x", True),
    ):  # fmt: skip
        assert ("王桂英" in _page(street, "followups", query=query)) is listed, query
    assert "没有待办的后续事项" in _page(dead.scene.elsewhere, "followups")
    assert "死亡告知原企业" in _page(dead.scene.officer, "followups")


def test_the_agency_alone_has_a_column_of_months_beyond_a_death(lives: Lives) -> None:
    lives.die(TODAY - timedelta(days=100))
    street, agency = (_page(one, "followups") for one in (lives.scene.street, lives.agency))
    assert "王桂英" in street and "可能多发月数" not in street
    assert "王桂英" in agency and "可能多发月数" in agency


def test_the_list_goes_out_with_words_instead_of_codes(dead: Lives) -> None:
    answer = Browser(dead.scene.street).ask(reverse("effects:followups") + "?export=1", {"purpose": "核对名册"})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    told = str(list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)))
    assert "党员去世，请党组织登记" in told and "待办理" in told and "<" not in told


def test_a_result_is_noted_refused_without_a_choice_and_taken_back(dead: Lives) -> None:
    street, row = dead.scene.street, dead.followups(kind="party_member_died")[0]
    page = _page(street, "followup", row.pk)
    assert "本系统不改动党籍" in page and "党组织已登记" in page and "变动经过" in page
    assert "请选择办理结果" in _page(street, "followup", row.pk, data={"outcome": ""})
    assert _page(street, "followup", row.pk, data={"outcome": "recorded"}) == "302"
    assert "恢复待办" in _page(street, "followup", row.pk)
    assert _page(street, "reopen", row.pk, data={}) == "302"
    with pytest.raises(NotFound):
        _page(dead.scene.officer, "followup", row.pk)


def test_the_page_of_a_person_says_cause_effects_rule_and_leads_on(dead: Lives) -> None:
    page = _page(dead.scene.community, "person", dead.id())
    for words in (
        "变动经过",
        "死亡登记",
        "资格认证终止",
        "effects.certification_ends@2018-01-01",
        "人社厅发",
        "责任方：原企业",
    ):
        assert words in page, words
    assert reverse("certification:person", args=[dead.id()]) in page
    firm = _page(dead.scene.officer, "person", dead.id())
    assert "死亡告知原企业" in firm and "资格认证" not in firm and "党" not in firm.split("<main")[1]
    dead.live()
    assert "已撤回" in _page(dead.scene.community, "person", dead.id())
    assert "还没有引起后续的变动" not in _page(dead.scene.community, "person", dead.id())


def test_routes_are_shut_to_whom_they_do_not_concern(dead: Lives) -> None:
    auditor = place_actor("auditor", "430104000000")
    for name, args in (("followups", []), ("followup", [dead.id()]), ("message", [dead.id()])):
        with pytest.raises(Refused):
            Browser(auditor).ask(reverse(f"effects:{name}", args=args))
        assert Browser(Actor.anonymous()).ask(reverse(f"effects:{name}", args=args)).status_code == 302
    assert Browser(Actor.anonymous()).ask(reverse("effects:person", args=[dead.id()])).status_code == 302


def test_today_counts_what_the_list_shows_and_a_copy_tells_of_it(dead: Lives) -> None:
    today = timezone.localdate()
    for actor, labels in (
        (dead.scene.street, {"变动带来的后续事项"}), (dead.scene.officer, {"变动带来的后续事项"}), (dead.scene.elsewhere, set()),
    ):  # fmt: skip
        with acting(actor):
            assert {one.label for one in today_entries(actor, dead.followups()[0].opened_on)} == labels
    with acting(dead.scene.community):
        rows = COPIED.rows(dead.scene.community, dead.id(), today)
    assert {row[1] for row in rows} == {"死亡告知原企业", "党员去世，请党组织登记"}
