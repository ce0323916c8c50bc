"""The pages of services: who may open them, an application by its form, each act by its page, papers, lists, copies."""

from __future__ import annotations

import io
from datetime import timedelta
from html import unescape
from typing import Any

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.applications import services
from yinqiao.areas.applications.models import Case
from yinqiao.areas.applications.tests.desk import ALLOWANCE, CONTACT, SYSTEM, Desk, days, item_text
from yinqiao.areas.applications.types import Answer
from yinqiao.areas.applications.urls import urlpatterns
from yinqiao.areas.applications.views.applying import panel
from yinqiao.areas.applications.views.copied import COPIED
from yinqiao.areas.applications.views.today import today_entries
from yinqiao.areas.handover.tests.conftest import NOW, place_actor
from yinqiao.areas.papers.models import Paper
from yinqiao.areas.papers.services import print_paper
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.service_papers.views.papers import PAPERS
from yinqiao.kernel.errors import Conflict, NotFound, Refused
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
_ARGS = {
    "item": [ALLOWANCE], "of_person": [None], "apply": [None, CONTACT], "case": [None], "show": [None, "phone"],
    "attach": [None],
    "picture": [None],
    "act": [None, "accept"],
}  # fmt: skip
COUNTER = {"channel": "counter", "applicant": "self"}


def _page(actor: Actor, name: str, *args: Any, query: str = "", data: dict[str, Any] | None = None) -> str:
    answer = Browser(actor).ask(reverse(f"applications:{name}", args=args) + query, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def _only(desk: Desk) -> Case:
    with acting(SYSTEM):
        return Case.objects.get()


def test_every_route_is_shut_to_enterprises_and_overseers_and_sends_strangers_to_sign_in(desk: Desk) -> None:
    for pattern in urlpatterns:
        args = [one or desk.lives.id() for one in _ARGS.get(pattern.name, [])]
        address = reverse(f"applications:{pattern.name}", args=args)
        for actor in (desk.scene.officer, place_actor("auditor", "430104000000")):
            with pytest.raises(Refused):
                Browser(actor).ask(address)
        assert Browser(Actor.anonymous()).ask(address).status_code == 302


def test_an_application_is_filled_in_with_what_the_register_knows_masked(desk: Desk) -> None:
    community, who = desk.scene.community, desk.lives.id()
    assert "联系方式变更" in _page(community, "of_person", who) and "还没有申请过" in _page(community, "of_person", who)
    form = _page(community, "apply", who, ALLOWANCE)
    assert "登记的是" in form and "13900000102" not in form and "139****0102" in form and "不收费" in form
    wrong = _page(community, "apply", who, ALLOWANCE, data={**COUNTER, "pay_to": "post", "phone": "12"})
    assert "电话格式不对" in wrong and 'value="12"' in wrong
    family = _page(community, "apply", who, ALLOWANCE, data={"channel": "phone", "applicant": "family"})
    assert "请填写代办人姓名" in family and "请选择本人同意的方式" in family
    assert _page(community, "apply", who, ALLOWANCE, data={**COUNTER, "pay_to": "post"}) == "302"
    case = _only(desk)
    page = _page(community, "case", case.pk)
    assert case.number in page and "待受理" in page and "139****0102" in page and "13900000102" not in page
    assert "打印申请表" in page and "打印受理通知书" not in page
    assert "正在办理" in _page(community, "of_person", who)
    assert case.number in _page(community, "of_person", who) and "同一事项正在办理" in _page(
        community, "apply", who, ALLOWANCE, data={**COUNTER, "pay_to": "post"}
    )
    with pytest.raises(NotFound):
        _page(desk.scene.neighbour, "case", case.pk)
    with pytest.raises(NotFound):
        _page(community, "apply", who, "no_such")


def test_each_act_has_its_page_and_each_page_says_what_is_missing(desk: Desk) -> None:
    community, street, district = desk.scene.community, desk.scene.street, desk.district
    pk = desk.apply()
    assert "材料还没有收齐" in _page(community, "act", pk, "accept", data={"words": "", "materials": ["id_card"]})
    other = desk.apply(who="欧阳建国", materials=("id_card",))
    assert "checked" in _page(community, "act", other, "accept") and "checked" not in _page(
        community, "act", other, "ask"
    )
    assert "一次勾全" in _page(community, "act", pk, "ask")
    assert "请勾选缺少的材料" in _page(community, "act", pk, "ask", data={"words": ""})
    assert _page(community, "act", pk, "ask", data={"words": "", "materials": ["social_card"]}) == "302"
    assert "待补正" in _page(community, "case", pk) and "打印一次性告知书" in _page(community, "case", pk)
    assert "社会保障卡" in _page(community, "act", pk, "supply")
    assert _page(community, "act", pk, "supply", data={"words": "", "materials": ["social_card"]}) == "302"
    seen = {"words": "", "materials": ["id_card", "social_card"], "step": "0"}
    assert _page(community, "act", pk, "accept", data=seen) == "302"
    assert "不由您办理" not in _page(street, "case", pk) and "审核通过" in _page(street, "case", pk)
    with pytest.raises(Conflict):
        _page(community, "act", pk, "pass_on")
    with pytest.raises(NotFound):
        _page(community, "act", pk, "end")
    assert "申请人会看到" in _page(street, "act", pk, "pass_on")
    assert _page(street, "act", pk, "pass_on", data={"words": "", "step": "1"}) == "302"
    assert _page(district, "act", pk, "send_back", data={"words": "请核对"}) == "302"
    assert "请核对" in _page(street, "case", pk)
    assert "请选择不予办理的理由" in _page(street, "act", pk, "refuse", data={"words": ""})
    assert _page(street, "act", pk, "refuse", data={"words": "", "code": "conditions"}) == "302"
    assert "打印决定书" in _page(street, "case", pk) and "行政复议" in _page(street, "case", pk)


def test_a_value_is_shown_behind_its_eye_with_a_purpose(desk: Desk) -> None:
    pk = desk.apply(**desk.by_daughter())
    asked = _page(desk.scene.community, "show", pk, "phone")
    assert "13900000102" not in asked and "核对证件或材料" in asked
    told = _page(desk.scene.community, "show", pk, "phone", data={"purpose": "核对证件或材料"})
    assert "13900000102" in told
    assert "13900000999" in _page(desk.scene.community, "show", pk, "proxy_phone", data={"purpose": "核对证件或材料"})
    with pytest.raises(NotFound):
        _page(desk.scene.community, "show", pk, "pay_to")


def test_what_the_applicant_takes_home_is_printed_and_says_what_the_case_says(desk: Desk) -> None:
    community, made = desk.scene.community, {}

    def printed(kind: str, case: Any) -> None:
        paper = print_paper(actor=community, at=days(1), kind=kind, subject_id=str(case))
        with acting(SYSTEM):
            made[kind] = Paper.objects.get(pk=paper).number

    pk = desk.apply(**desk.by_daughter())
    printed("service-application", pk)
    services.ask_for_more(actor=community, at=NOW, case_id=pk, answer=Answer(materials=("social_card",)))
    printed("service-notice", pk)
    printed("service-notice-delivery", pk)
    services.supply(actor=community, at=NOW, case_id=pk, answer=Answer(materials=("social_card",)))
    desk.accept(pk, "id_card", "proxy_id_card")
    printed("service-acceptance", pk)
    services.refuse(actor=desk.scene.street, at=NOW, case_id=pk, answer=Answer(code="not_here"))
    printed("service-refusal", pk)
    printed("service-refusal-delivery", pk)
    other = desk.apply(CONTACT, answers={"phone": "13900007777"}, materials=("id_card",))
    services.decide(actor=community, at=NOW, case_id=other, answer=Answer())
    printed("service-result", other)
    printed("service-result-delivery", other)
    assert set(made) == {one.code for one in PAPERS} and all("〔2026〕000" in one for one in made.values())
    assert len({*made.values()}) == len(made)
    with acting(community):
        (frame,) = next(one for one in PAPERS if one.code == "service-refusal").load(community, [str(pk)])
        (receipt,) = next(one for one in PAPERS if one.code == "service-refusal-delivery").load(community, [str(pk)])
    assert receipt.texts["文书"] == "不予受理（办理）决定书"
    assert "行政复议" in frame.texts["理由"] and frame.texts["申请人"] == "家属代办（李小妹，女儿）"
    with acting(desk.scene.neighbour), pytest.raises(NotFound):
        PAPERS[0].load(desk.scene.neighbour, [str(pk)])


def test_items_tell_their_basis_and_the_city_what_is_wrong_with_a_file(desk: Desk) -> None:
    desk.put("wrong.toml", item_text().replace('title = "', 'titel = "', 1).replace("version = 1", "version = 9"))
    listed, community = reverse("service_items:items"), Browser(desk.scene.community)
    assert "wrong.toml 第" in unescape(text_of(Browser(desk.scene.city).ask(listed)))
    assert "wrong.toml" not in unescape(text_of(community.ask(listed)))
    page, contact = (
        unescape(text_of(community.ask(reverse("service_items:item", args=[code])))) for code in (ALLOWANCE, CONTACT)
    )
    assert "老年人权益保障法" in page and "街道审核" in page and "年满 60 周岁" in page and "行政复议" in page
    assert "更正联系方式" in contact


def test_the_list_narrows_goes_out_and_stands_in_today_the_panel_and_the_copy(desk: Desk) -> None:
    case = desk.case(desk.apply(at=timezone.now()))
    community = desk.scene.community
    for query, listed in (
        ("?standing=mine", True), ("?standing=done", False), (f"?item={ALLOWANCE}", True), (f"?item={CONTACT}", False),
        ("?number=0001", True), ("?number=x", False), ("?name=王", True), ("?name=李", False), ("?sort=-due_on", True),
        ("?sort=name", True), ("?standing=x", True),
    ):  # fmt: skip
        assert (case.number in _page(community, "cases", query=query)) is listed, query
    assert "还没有办件" in _page(desk.scene.elsewhere, "cases")
    answer = Browser(community).ask(reverse("applications:cases") + "?export=1", {"purpose": "存档备查"})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    told = str(list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)))
    assert case.number in told and "高龄津贴申请" in told and "社区受理" in told and "<" not in told
    late = case.due_on + timedelta(days=25)
    for actor, labels in (
        (community, ["待我办理的办件"]), (desk.scene.street, ["办件逾期，上升督办"]), (desk.scene.officer, []),
    ):  # fmt: skip
        with acting(actor):
            assert [one.label for one in today_entries(actor, late)] == labels
    with acting(community):
        found = panel(community, desk.lives.id(), late)
        assert found is not None and [one[0].number for one in found["rows"]] == [case.number]
        assert panel(desk.scene.officer, desk.lives.id(), late) is None
        row = COPIED.rows(community, desk.lives.id(), late)[0]
        assert row[1] == case.number and "13900000102" in row[-2]
