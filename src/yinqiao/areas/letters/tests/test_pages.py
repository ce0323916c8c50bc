"""The pages of letters: from the people to the number to the answer; who may open them; what is refused where."""

from __future__ import annotations

import io
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.handover.tests.conftest import place_actor
from yinqiao.areas.letters.models import Letter
from yinqiao.areas.letters.tests.writing import SYSTEM, Writing, paper
from yinqiao.areas.letters.urls import urlpatterns
from yinqiao.areas.letters.views.copied import COPIED
from yinqiao.areas.letters.views.today import today_entries
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
POSTED = {"send"}


def _page(actor: Actor, name: str, *args: Any, query: str = "", data: dict[str, Any] | None = None) -> str:
    answer = Browser(actor).ask(reverse(f"letters:{name}", args=args) + query, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def test_every_route_is_shut_to_enterprises_and_overseers_and_sends_strangers_to_sign_in(writing: Writing) -> None:
    for pattern in urlpatterns:
        args = [writing.lives.id()] if pattern.pattern.converters else []
        address, data = reverse(f"letters:{pattern.name}", args=args), {} if pattern.name in POSTED else None
        for actor in (writing.scene.officer, place_actor("auditor", "430104000000")):
            with pytest.raises(Refused):
                Browser(actor).ask(address, data)
        assert Browser(Actor.anonymous()).ask(address, data).status_code == 302


def test_people_are_proposed_by_purpose_or_taken_from_everybody(writing: Writing) -> None:
    community = writing.scene.community
    assert "没有符合筛选条件的内容" in _page(community, "candidates", query="?purpose=lost_medical")
    for query, listed in (
        ("?purpose=hardship&who=all", True), ("?purpose=hardship&who=all&name=王", True),
        ("?purpose=hardship&who=all&name=李", False), ("?purpose=x&who=all", True), ("?who=all&sort=-born_on", True),
    ):  # fmt: skip
        assert ("王桂英" in _page(community, "candidates", query=query)) is listed, query
    writing.lives.die()
    assert "王桂英" in _page(community, "candidates", query="?purpose=cremation")
    assert "欧阳建国" not in _page(community, "candidates", query="?purpose=party")


def test_a_letter_goes_out_from_the_list_and_is_answered_on_its_page(writing: Writing) -> None:
    community, ids = writing.scene.community, [str(writing.lives.id()), str(writing.lives.id("欧阳建国"))]
    asked = _page(community, "send", data={"ids": ids, "query": "purpose=residence&who=all"})
    assert "居住地核对" in asked and "共 2 人" in asked and "公安机关户政部门" in asked
    assert "取号并生成函件" in _page(community, "send", data={"ids": ids, "purpose": "residence", "office": ""})
    assert _page(community, "send", data={"ids": ids, "purpose": "residence", "office": "岳麓分局"}) == "302"
    with acting(SYSTEM):
        letter = Letter.objects.get()
    page = _page(community, "letter", letter.pk)
    assert letter.number in page and "岳麓分局" in page and "王桂英" in page and "函件和名单" in page
    rows = [str(one.pk) for one in writing.asked(letter.pk)]
    both = _page(community, "reply", letter.pk, query=f"?ids={rows[0]}&ids={rows[1]}")
    assert "没有变更" in both and "居住地已变更" not in both
    told = {"answer": "same", "number": "岳公函9号", "written_on": f"{timezone.localdate():%Y-%m-%d}", "ids": rows}
    assert "请选择答复结果" in _page(community, "reply", letter.pk, data={**told, "answer": ""})
    assert _page(community, "reply", letter.pk, data={**told, "scan": paper()}) == "302"
    page = _page(community, "letter", letter.pk)
    assert "岳公函9号" in page and "扫描件" in page and "不勾选即全部" not in page
    assert Browser(community).ask(reverse("letters:scan", args=[rows[0]])).status_code == 200
    with pytest.raises(NotFound):
        Browser(writing.scene.neighbour).ask(reverse("letters:scan", args=[rows[0]]))
    of_person = _page(community, "of_person", writing.lives.id())
    assert letter.number in of_person and "没有变更" in of_person


def test_a_fact_for_one_person_is_entered_at_the_citys_desk(writing: Writing) -> None:
    letter = writing.send("death_check")
    (row,) = writing.asked(letter)
    assert "转市级管理员登记" in _page(writing.scene.community, "reply", letter, query=f"?ids={row.pk}")
    told = {
        "answer": "dead", "number": "公函1号", "written_on": "2026-03-02", "ids": [str(row.pk)], "died_on": "2026-03-02",
    }  # fmt: skip
    assert "由市级管理员登记" in _page(writing.scene.community, "reply", letter, data=told)
    assert _page(writing.scene.city, "reply", letter, data=told) == "302"
    assert writing.lives.person().status == "deceased"
    assert "已作为外来信息办理" in _page(writing.scene.city, "letter", letter)


def test_a_reply_about_nobody_is_refused_and_a_letter_is_voided_on_its_page(writing: Writing) -> None:
    letter = writing.send("death_check")
    for query in ("?ids=x", f"?ids={uuid4()}"):
        with pytest.raises(Invalid):
            _page(writing.scene.community, "reply", letter, query=query)
    assert "作废后不再等待答复" in _page(writing.scene.community, "void", letter)
    assert _page(writing.scene.community, "void", letter, data={"reason": "重复"}) == "302"
    assert "作废原因" in _page(writing.scene.community, "letter", letter)


def test_the_register_narrows_goes_out_and_stands_in_today_and_in_the_copy(writing: Writing) -> None:
    letter = writing.letter(writing.send("death_check"))
    community = writing.scene.community
    for query, listed in (
        ("?standing=open", True), ("?standing=answered", False), ("?purpose=death_check", True), ("?purpose=party", False),
        ("?number=0001", True), ("?number=x", False), ("?sort=due_on", True), ("?standing=x", True),
    ):  # fmt: skip
        assert (letter.number in _page(community, "letters", query=query)) is listed, query
    assert "还没有去函" in _page(writing.scene.elsewhere, "letters")
    answer = Browser(community).ask(reverse("letters:letters") + "?export=1", {"purpose": "存档备查"})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    told = str(list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)))
    assert letter.number in told and "死亡信息核对" in told and "<" not in told
    late = letter.due_on + timedelta(days=25)
    for actor, labels in (
        (community, ["去函逾期未答复"]), (writing.scene.city, ["去函久未答复，上升督办"]), (writing.scene.officer, []),
    ):  # fmt: skip
        with acting(actor):
            assert [one.label for one in today_entries(actor, late)] == labels
            assert today_entries(actor, letter.due_on) == []
    with acting(community):
        assert COPIED.rows(community, writing.lives.id(), late)[0][1] == letter.number
