"""The pages of certification: who may open them, what they say, what is refused where."""

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

from yinqiao.areas.certification import services
from yinqiao.areas.certification.models import Delivery
from yinqiao.areas.certification.tests.certifying import MANDATE, NAME, SYSTEM, TODAY, Certifying
from yinqiao.areas.certification.types import PayChange
from yinqiao.areas.certification.urls import urlpatterns
from yinqiao.areas.certification.views.person import panel, pension_strand
from yinqiao.areas.handover.tests.conftest import id_number, place_actor
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.models import Entry

pytestmark = [pytest.mark.db, pytest.mark.django_db]
POSTED = {"round", "remind", "calls", "send", "drop_visit"}


def _page(actor: Actor, name: str, *args: Any, query: str = "", data: dict[str, Any] | None = None) -> str:
    answer = Browser(actor).ask(reverse(f"certification:{name}", args=args) + query, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def _day(days: int = 0) -> str:
    return f"{timezone.localdate() + timedelta(days=days):%Y-%m-%d}"


def _visit(**told: str) -> dict[str, str]:
    return {"method": "home", "day": _day(), "where": "home", "mandate_no": MANDATE, **told}


@pytest.fixture
def due(certifying: Certifying) -> Certifying:
    """Both were certified so long ago that seven days are left today."""
    day = timezone.localdate() - timedelta(days=360)
    from yinqiao.areas.certification.types import Method, Result

    rows = [Result(certifying.id(name), day, Method.FACE) for name in (NAME, "欧阳建国")]
    services.record_results(actor=SYSTEM, at=timezone.now(), rows=rows)
    return certifying


def test_every_route_is_shut_to_enterprises_and_overseers_and_sends_strangers_to_sign_in(
    certifying: Certifying,
) -> None:
    for pattern in urlpatterns:
        args = [certifying.id()] if pattern.pattern.converters else []
        address, data = reverse(f"certification:{pattern.name}", args=args), {} if pattern.name in POSTED else None
        for actor in (certifying.scene.officer, place_actor("auditor", "430104000000")):
            with pytest.raises(Refused):
                Browser(actor).ask(address, data)
        assert Browser(Actor.anonymous()).ask(address, data).status_code == 302


def test_the_list_says_who_is_due_what_is_next_and_narrows(due: Certifying) -> None:
    who = due.scene.community
    page, figures = _page(who, "people"), _page(who, "figures")
    assert NAME in page and "7 天内到期" in page and "提醒本人认证" in page and "自助认证" in page
    assert "认证率" in figures and "100.00%" in figures
    for query, listed in (
        ("?state=due_7", True), ("?state=overdue", False), ("?case=remind", True), ("?case=visit", False), ("?name=王", True),
        ("?name=欧阳", False), ("?state=nonsense", True), ("?sort=-due_on", True), ("?sort=name", True),
        (f"?enterprise={due.scene.enterprise_id}", True), ("?case=all", True), ("?case=risen", False),
    ):  # fmt: skip
        assert (NAME in _page(who, "people", query=query)) is listed, query
    assert "没有需要办理的人员" in _page(due.scene.elsewhere, "people")
    assert "月华社区" in _page(due.scene.city, "rates") and "没有应认证的人员" in _page(due.scene.elsewhere, "rates")


def test_the_list_goes_out_with_words_instead_of_codes(due: Certifying) -> None:
    answer = Browser(due.scene.community).ask(reverse("certification:people") + "?export=1", {"purpose": "上门认证"})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    told = str(list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)))
    assert "7 天内到期" in told and "due_7" not in told and "<" not in told


def test_from_the_reminder_to_the_undoing_on_the_pages_of_one_person(due: Certifying) -> None:
    who, person = due.scene.community, due.id()
    assert _page(who, "remind", data={"ids": [str(person)]}) == "302"
    assert "已于" in _page(who, "people", query="?name=王")
    assert "不必写明原因" in _page(who, "visit", person)
    assert _page(who, "visit", person, data={"visit_on": _day(1)}) == "302"
    assert "上门认证" in _page(who, "people") and "取消上门" in _page(who, "person", person)
    assert _page(who, "drop_visit", person, data={}) == "302"
    assert "不留存人脸照片" in _page(who, "certify", person)
    assert _page(who, "certify", person, data=_visit()) == "302"
    page = _page(who, "person", person)
    assert "上门认证，家中" in page and MANDATE in page and "撤销" in page
    record = due.records()[-1]
    assert "请选择" in _page(who, "undo", record.pk)
    assert _page(who, "undo", record.pk, data={"mistake": "not_done"}) == "302"
    assert "已撤销（实际没有认证）" in _page(who, "person", person)
    assert "已经撤销" in _page(who, "undo", record.pk, data={"mistake": "not_done"})


def test_a_round_is_filled_in_once_and_keeps_the_document_for_the_next(due: Certifying) -> None:
    browser, ids = Browser(due.scene.community), [str(due.id(name)) for name in (NAME, "欧阳建国")]
    address = reverse("certification:round")
    assert "共 2 人" in text_of(browser.ask(address, {"ids": ids}))
    refused = browser.ask(address, {"ids": ids, **_visit(mandate_no="")})
    assert refused.status_code == 422 and "委托文号" in text_of(refused) and "没有保存" in text_of(refused)
    assert browser.ask(address, {"ids": ids, **_visit()}).status_code == 302
    assert MANDATE in text_of(browser.ask(address, {"ids": ids}))
    with pytest.raises(Invalid):
        browser.ask(address, {"ids": []})


def test_a_list_of_calls_asks_why_and_leaves_its_trace(due: Certifying) -> None:
    who, ids = due.scene.community, [str(due.id())]
    assert "含姓名、手机和完整住址" in _page(who, "calls", data={"ids": ids})
    assert "用途" in _page(who, "calls", data={"ids": ids, "purpose": "短"})
    page = _page(who, "calls", data={"ids": ids, "purpose": "提醒认证"})
    assert "13900000102" in page and "欧阳建国" not in page
    with acting(SYSTEM):
        entry = Entry.objects.get(action="certification.calls_printed")
    assert (entry.people, entry.purpose) == (1, "提醒认证")
    for stranger in (uuid4(), due.id()):
        with pytest.raises(NotFound):
            _page(
                due.scene.neighbour if stranger == due.id() else who,
                "calls",
                data={"ids": [str(stranger)], "purpose": "提醒认证"},
            )
    due.die(TODAY)
    assert "所选人员都不在管理之中" in _page(who, "calls", data={"ids": ids, "purpose": "提醒认证"})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("certify", _visit(method="burn")), ("certify", _visit(day="x")), ("certify", _visit(day="2999-01-01")),
        ("certify", _visit(method="abroad")), ("visit", {"visit_on": "2020-01-01"}), ("visit", {"visit_on": ""}),
    ],
)  # fmt: skip
def test_what_is_filled_in_wrongly_comes_back_beside_its_field(
    due: Certifying, name: str, data: dict[str, str]
) -> None:
    assert _page(due.scene.community, name, due.id(), data=data) != "302"


def test_the_suspended_are_shown_with_what_would_be_paid_later(due: Certifying) -> None:
    row = PayChange(due.id(), timezone.localdate().replace(day=1))
    services.record_suspensions(actor=SYSTEM, at=timezone.now(), rows=[row])
    page = _page(due.scene.community, "person", due.id())
    assert "人社部门告知" in page and "共 1 个月" in page and "以经办机构核定为准" in page
    assert "协助本人认证" in _page(due.scene.community, "people")


def test_the_person_page_shows_the_clock_to_who_works_with_the_person_alone(due: Certifying) -> None:
    who, today = due.scene.community, timezone.localdate()
    with acting(who):
        told, strand = panel(who, due.id(), today), pension_strand(who, due.id())
    assert told is not None and told["words"].startswith("还有") and strand is not None
    assert strand.state == "认证：7 天内到期" and strand.source == "自助认证"
    with acting(due.scene.officer):
        assert panel(due.scene.officer, due.id(), today) is None and pension_strand(due.scene.officer, due.id()) is None


def test_a_file_is_made_read_with_a_purpose_and_receipted(due: Certifying) -> None:
    city = due.scene.city
    assert "还没有报送过" in _page(city, "deliveries")
    assert _page(due.scene.community, "certify", due.id(), data=_visit()) == "302"
    assert "<strong>1</strong> 条结果待报送" in _page(city, "deliveries")
    assert _page(city, "send", data={}) == "302"
    with acting(SYSTEM):
        made = Delivery.objects.get()
    assert "含姓名和完整身份证号" in _page(city, "delivery", made.pk)
    answer = Browser(city).ask(reverse("certification:delivery", args=[made.pk]), {"purpose": "报送人社部门"})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    told = str(list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)))
    assert id_number(102) in told and "上门认证" in told
    assert "回执" in _page(city, "receipt", made.pk)
    assert _page(city, "receipt", made.pk, data={"receipt_no": "HZ-1", "receipt_on": _day()}) == "302"
    assert "HZ-1" in _page(city, "deliveries")
    with pytest.raises(NotFound):
        _page(place_actor("agency_officer", "430100000D01"), "delivery", made.pk)
    with pytest.raises(Refused):
        _page(due.scene.community, "deliveries")
