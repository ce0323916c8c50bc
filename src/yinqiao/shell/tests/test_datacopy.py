"""The copy of a person's data: everything held is on it, the numbers in full, for those who answer requests alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from django.test import RequestFactory
from django.urls import reverse

from yinqiao.kernel.errors import NotFound, Refused
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.crypto.keyfile import keyring_installed
from yinqiao.platform.crypto.keys import new_keyring
from yinqiao.platform.ui.copies import copies
from yinqiao.shell.datacopy import ANSWERERS, TABLES, person_copy

if TYPE_CHECKING:
    from yinqiao.areas.retirees.tests.small_city import City

pytestmark = [pytest.mark.db, pytest.mark.django_db]
ID_NO, PHONE = "430999194806150024", "13800001234"
DAY = date(2026, 3, 5)


@pytest.fixture(autouse=True)
def _keyring() -> Iterator[None]:
    """A keyring of its own for each test."""
    with keyring_installed(new_keyring(datetime(2026, 3, 5, tzinfo=UTC))):
        yield


@pytest.fixture
def asked(db: None, _keyring: None) -> Iterator[tuple[City, UUID]]:
    """The small city and the request for a copy of somebody with a roster's facts, a note, an offer."""
    from yinqiao.areas.datarights.services import open_data_request
    from yinqiao.areas.datarights.types import AskedBy, DataAsk, DataRequestKind
    from yinqiao.areas.handover.models import Offer
    from yinqiao.areas.organisations.queries import forget_places
    from yinqiao.areas.retirees.services import add_note, correct_details
    from yinqiao.areas.retirees.tests.small_city import AT, build_city, register_many
    from yinqiao.areas.retirees.types import Correction, NoteInput, NoteKind, RetireeStatus, Source

    forget_places()
    city = build_city()
    facts = {
        "name": "王桂瑛", "id_no": ID_NO, "phone": PHONE, "address": "望月湖街道3栋501",
        "work_start_on": date(1970, 9, 1),
        "profile": '{"health": "3", "spouse_name": "李建国", "special_group": "alone,destitute", "is_archive_digitised": false, "former_name": "王翠花"}',
    }  # fmt: skip
    person = register_many(city, [facts], RetireeStatus.MANAGED)[0]
    officer = city.actor("community_officer")
    correct_details(
        actor=officer, at=AT, retiree_id=person, correction=Correction({"name": "王桂英"}, Source.DOCUMENT, DAY, 1)
    )
    note = NoteInput(NoteKind.VISIT, DAY, "门铃坏了")
    add_note(actor=officer, at=AT, retiree_id=person, note=note)
    with acting(Actor.system("test")):
        Offer.objects.create(
            retiree_id=person, name="王桂英", born_on=DAY, place_no=city.near, enterprise_id=city.builder,
            route_how="declared_code", state="accepted", offered_on=DAY, due_on=DAY, decided_at=AT,
        )  # fmt: skip
    ask = DataAsk(DataRequestKind.COPY, AskedBy.SELF, DAY, "请给我一份")
    yield city, open_data_request(actor=officer, at=AT, retiree_id=person, ask=ask)
    forget_places()


def _ask(actor: Actor, request_id: UUID, data: dict[str, str] | None = None) -> Any:
    address = reverse("shell:person_copy", args=[request_id])
    factory = RequestFactory()
    request: Any = factory.get(address) if data is None else factory.post(address, data)
    request.actor, request.htmx = actor, False
    with acting(actor):
        return person_copy(request, request_id)


def test_the_copy_is_made_after_its_purpose_was_said_and_shows_everything_held(asked: tuple[City, UUID]) -> None:
    city, request = asked
    officer = city.actor("community_officer")
    first = _ask(officer, request).content.decode()
    assert "生成副本" in first and ID_NO not in first
    answer = _ask(officer, request, {"purpose": "答复本人请求"})
    page = answer.content.decode()
    assert answer.status_code == 200
    for held in (
        ID_NO, PHONE, "望月湖街道3栋501", ">1970-09<", "有慢性病", "李建国", "孤寡老人、特困", "<td>否</td>", "曾用名与更改前的姓名",
        ">王翠花</th><td>曾用名", ">王桂瑛</th><td>原登记姓名", "门铃坏了", "请给我一份", "移交名册",
        "2026-01-01", "中湘第三建设集团有限公司", "已接收", "登记入册", "走访记录", "告知原企业移交结果", "答复本人请求",
    ):  # fmt: skip
        assert held in page, held
    assert "查看与办理记录" not in page


def test_the_officer_for_data_protection_adds_who_looked(asked: tuple[City, UUID]) -> None:
    city, request = asked
    page = _ask(city.actor("data_protection_officer"), request, {"purpose": "答复本人请求"}).content.decode()
    assert "查看与办理记录" in page and "生成个人信息副本" in page


def test_a_purpose_of_one_word_is_asked_again(asked: tuple[City, UUID]) -> None:
    city, request = asked
    answer = _ask(city.actor("community_officer"), request, {"purpose": "看"})
    assert answer.status_code == 422 and ID_NO not in answer.content.decode()


@pytest.mark.parametrize("role", ["enterprise_officer", "auditor"])
def test_others_are_refused(asked: tuple[City, UUID], role: str) -> None:
    city, request = asked
    with pytest.raises(Refused):
        _ask(city.actor(role), request)


def test_another_place_and_an_unknown_request_are_the_same_answer(asked: tuple[City, UUID]) -> None:
    city, request = asked
    for actor, one in ((city.actor("community_officer", "far"), request), (city.actor("community_officer"), uuid4())):
        with pytest.raises(NotFound):
            _ask(actor, one)


def test_the_page_lets_in_whom_the_rule_lets_answer() -> None:
    from yinqiao.areas.datarights.rules import ANSWER

    assert set(ANSWERERS) == ANSWER.roles


def _hold_elsewhere(request_id: UUID) -> None:
    from yinqiao.areas.datarights.models import DataRequest
    from yinqiao.areas.retirees.models import Retiree
    from yinqiao.areas.retirees.tests.small_city import AT
    from yinqiao.shell.tests.elsewhere import hold_elsewhere

    with acting(Actor.system("test")):
        asked = DataRequest.objects.get(pk=request_id)
        person = Retiree.objects.get(pk=asked.retiree_id)
    hold_elsewhere(person, AT)


# Tables that hold somebody and are not told of in a copy, each with why.
NOT_TOLD = {
    "applications_draft": "what the person has begun to fill in: the person alone reads it, in the portal",
    "portal_session": "where the person is signed in to the portal: the person alone sees it, there",
    "retirees_retireeversion": "earlier values: the register's own story tells each change",
    "retirees_sealedfactsversion": "earlier values, sealed: the same",
    "retirees_searchterm": "made from the name for the search",
    "handover_rosterrow": "what an enterprise sent: the register holds what was taken in of it",
    "archives_cataloguerow": "what an enterprise sent: the archives hold it",
    "party_rosterrow": "what an enterprise sent: the members hold it",
    "routine_retiringrow": "what an enterprise sent: the list of those who retire soon holds it",
    "opening_oldrow": "what the old system said: the register holds what was taken in of it",
    "opening_difference": "how two systems differed for a while: what each said stands in the register",
}


def test_every_table_that_holds_somebody_is_told_of_in_a_copy_or_left_out_with_a_reason() -> None:
    from django.apps import apps

    holding = {
        model._meta.db_table
        for model in apps.get_models()
        if {field.column for field in model._meta.local_fields} & {"retiree_id", "id_no_index", "pgh_obj_id"}
        and model._meta.db_table != "pghistory_events"
    }
    told = TABLES.union(*(one.tables for one in copies.parts))
    assert holding - told == set(NOT_TOLD)
    assert not told & set(NOT_TOLD)
    assert {one.code for one in copies.parts} == {
        "party", "archives", "separation", "othercity", "routine", "completeness", "lost_contact", "papers",
        "certification", "effects", "letters", "aid", "duties", "rounds", "applications", "case_results", "cases", "authorisations", "benefits", "ratings", "activities", "volunteers", "certificates", "dues", "party_life", "party_reviews", "digitised", "archive_certificates", "reimbursement", "bereavement", "secondments",
    }  # fmt: skip


def test_what_other_rooms_hold_stands_in_the_copy(asked: tuple[City, UUID]) -> None:
    city, request = asked
    _hold_elsewhere(request)
    page = _ask(city.actor("community_officer"), request, {"purpose": "答复本人请求"}).content.decode()
    for held in (
        "党组织关系", "退休第一党支部", "组介900", "人事档案", "DA900", "材料12份", "异地移交", "人档核对", "即将退休名单", "示例退审1号",
        "待补信息与企业补充", "企业的答复", "联系情况与失联认定", "空号、停机", "答复的档号900", "88分", "打印的文书", "联卡0001",
    ):  # fmt: skip
        assert held in page, held


def test_a_relatives_copy_says_that_the_party_relation_is_not_given(asked: tuple[City, UUID]) -> None:
    from yinqiao.areas.datarights.models import DataRequest

    city, request = asked
    _hold_elsewhere(request)
    with acting(Actor.system("test")):
        DataRequest.objects.filter(pk=request).update(asked_by="relative")
    page = _ask(city.actor("community_officer"), request, {"purpose": "答复近亲属请求"}).content.decode()
    assert "退休第一党支部" not in page and "近亲属请求的副本不提供此项" in page and "DA900" in page
