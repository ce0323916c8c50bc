"""Pages of what is missing: the list, one person, questions on both sides; whose route is shut."""

from __future__ import annotations

import io
from html import unescape
from typing import Any

import openpyxl
import pytest
from django.urls import reverse

from yinqiao.areas.completeness.tests.gaps import Gaps
from yinqiao.areas.completeness.types import Cause
from yinqiao.areas.completeness.urls import urlpatterns
from yinqiao.areas.handover.tests.conftest import id_number, place_actor
from yinqiao.areas.party.tests.transfers import Transfer, member
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _page(actor: Actor, name: str, *args: Any, query: str = "", data: dict[str, Any] | None = None) -> str:
    answer = Browser(actor).ask(reverse(f"completeness:{name}", args=args) + query, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def test_every_route_is_shut_to_overseers_and_sends_strangers_to_sign_in(gaps: Gaps) -> None:
    gaps.people()
    person = gaps.person().pk
    auditor = place_actor("auditor", "430104000000")
    for pattern in urlpatterns:
        asked = pattern.pattern.converters
        args = {name: (person if name.endswith("id") else "phone_missing") for name in asked}
        address = reverse(f"completeness:{pattern.name}", kwargs=args)
        data: dict[str, Any] | None = {} if pattern.name in ("ask", "take") else None
        with pytest.raises(Refused):
            Browser(auditor).ask(address, data)
        assert Browser(Actor.anonymous()).ask(address, data).status_code == 302


def test_the_list_says_owner_step_and_age_and_narrows(gaps: Gaps) -> None:
    gaps.people()
    gaps.lacks(phone_index=None, archive_no="")
    gaps.lacks("欧阳建国", archive_no="")
    page = _page(gaps.scene.community, "items")
    assert "共 3 项" in page and "走访时登记本人手机" in page and "移交企业" in page and "请企业补充" in page
    for query, count in (
        ("?cause=phone_missing", 1), ("?owner=enterprise", 2), ("?owner=place", 1), ("?name=欧阳", 1), ("?age=30", 3), ("?name=无此人", 0),
        ("?cause=nonsense", 3), ("?sort=-since", 3), (f"?enterprise={gaps.scene.enterprise_id}", 3),
    ):  # fmt: skip
        found = _page(gaps.scene.community, "items", query=query)
        assert f"共 {count} 项" in found if count else "没有符合筛选条件的内容" in found, query
    assert "没有缺失或存疑的信息" in _page(gaps.scene.neighbour, "items")
    figures = _page(gaps.scene.community, "counts")
    assert "手机缺失" in figures and "cause=archive_no_missing" in figures


def test_the_list_goes_out_with_words_instead_of_codes(gaps: Gaps) -> None:
    gaps.people()
    gaps.lacks(archive_no="")
    gaps.ask(Cause.ARCHIVE_NO_MISSING)
    answer = Browser(gaps.scene.community).ask(reverse("completeness:items") + "?export=1", {"purpose": "核对名册"})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    told = str(list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)))
    assert "档号缺失" in told and "已请企业补充" in told and "<" not in told


def test_a_question_is_asked_answered_and_taken_over_on_its_pages(gaps: Gaps) -> None:
    gaps.people()
    person = gaps.lacks(archive_no="")
    community, firm = gaps.scene.community, gaps.scene.officer
    ids = {"ids": [f"archive_no_missing-{person}"], "back": reverse("completeness:person", args=[person])}
    assert _page(community, "ask", data=ids) == "302"
    assert "已请企业补充，等待答复" in _page(community, "person", person)
    with pytest.raises(Conflict):
        _page(community, "ask", data=ids)
    asked = gaps.request().pk
    assert "共 1 项" in _page(firm, "requests") and "月华社区" not in _page(firm, "requests").split("<table")[1]
    assert "答复没有保存" in _page(firm, "answer", asked, data={"value": ""})
    assert _page(firm, "answer", asked, data={"value": "DA-777"}) == "302"
    assert "没有未办结的补充请求" not in _page(community, "requests")
    page = _page(community, "settle", asked)
    assert "DA-777" in page and "采用" in page
    assert "请写明不采用的原因" in _page(community, "settle", asked, data={"step": "refuse", "reason": ""})
    assert "DA-777" in _page(community, "settle", asked, data={"step": "burn"})
    assert _page(community, "settle", asked, data={"step": "take"}) == "302"
    assert "没有待补的信息" in _page(community, "person", person)
    assert "共 1 项" in _page(community, "requests", query="?state=taken&name=王")


def test_a_number_that_was_answered_is_shown_masked(gaps: Gaps) -> None:
    gaps.people()
    gaps.lacks(id_no_index=None, id_tail_index=None)
    asked = gaps.ask(Cause.ID_MISSING)
    gaps.answer(asked, id_number(102))
    page = _page(gaps.scene.community, "settle", asked)
    assert id_number(102) not in page and id_number(102)[-4:] in page


def test_what_a_roster_knows_is_taken_over_from_the_persons_page(gaps: Gaps) -> None:
    gaps.people()
    Transfer.of(gaps.scene).offer(member(102))
    person = gaps.lacks(phone_index=None)
    page = _page(gaps.scene.community, "person", person)
    assert "政治面貌 中共党员" in page and "党员名册留有联系渠道" in page and "自行填写" in page
    assert _page(gaps.scene.community, "take", person, "listed_not_member", data={}) == "302"
    assert "名册是党员、登记不是" not in _page(gaps.scene.community, "person", person)
    with pytest.raises(NotFound):
        _page(gaps.scene.neighbour, "person", person)


def test_an_enterprise_reads_its_own_list_without_boxes_to_tick(gaps: Gaps) -> None:
    gaps.people(accepted=False)
    gaps.lacks(archive_no="", phone_index=None)
    page = _page(gaps.scene.officer, "items")
    assert (
        "共 1 项" in page
        and "补报档号" in page
        and "选择本页全部" not in page
        and "手机缺失" not in page.split("<table")[1]
    )


def test_a_bad_address_is_answered_and_changes_nothing(gaps: Gaps) -> None:
    gaps.people()
    with pytest.raises(Invalid):
        _page(gaps.scene.community, "ask", data={})
    with pytest.raises(Exception):  # noqa: B017
        _page(gaps.scene.community, "take", gaps.person().pk, "nonsense", data={})
