"""Requests of people about their data: entered, due, answered by what was done, copied, and out of others' sight."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from yinqiao.areas.datarights.queries import count_data_requests_due, list_changes_for, list_data_requests
from yinqiao.areas.datarights.services import answer_data_request, open_data_request, reveal_copy
from yinqiao.areas.datarights.types import AskedBy, DataAnswer, DataAsk, DataRequestKind
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.services import correct_details, record_death
from yinqiao.areas.retirees.tests.small_city import AT, TODAY, City, Register
from yinqiao.areas.retirees.types import Correction, Death, Source
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.models import Entry

pytestmark = [pytest.mark.db, pytest.mark.django_db]
SYSTEM = Actor.system("test")
# One digit apart with right check digits, and one digit apart with a wrong one.
NUMBERS = ("430999194806150024", "430999194806150040", "430999194806150124")


def _ask(
    asked_by: AskedBy = AskedBy.SELF, received_on: date = date(2026, 3, 2), text: str = "请提供全部信息"
) -> DataAsk:
    return DataAsk(DataRequestKind.COPY, asked_by, received_on, text)


def test_a_request_is_due_after_15_days_and_counts_until_it_is_answered(city: City, register: Register) -> None:
    officer = city.actor("community_officer")
    request = open_data_request(actor=officer, at=AT, retiree_id=register(), ask=_ask())
    with acting(officer):
        (row,) = list_data_requests(scope=officer.scope)
        assert (row.due_on, row.text, row.state) == (date(2026, 3, 17), "请提供全部信息", "open")
        assert count_data_requests_due(scope=officer.scope, by=date(2026, 3, 16)) == 0
        assert count_data_requests_due(scope=officer.scope, by=date(2026, 3, 17)) == 1
    protection = city.actor("data_protection_officer")
    answer_data_request(actor=protection, at=AT, request_id=request, answer=DataAnswer(TODAY, "已当面提供"))
    with acting(officer):
        (row,) = list_data_requests(scope=officer.scope, is_open=False)
        assert (row.state, row.answer) == ("done", "已当面提供")
        assert count_data_requests_due(scope=officer.scope, by=date(2027, 1, 1)) == 0
    with pytest.raises(Conflict) as again:
        answer_data_request(actor=protection, at=AT, request_id=request, answer=DataAnswer(TODAY, "再答"))
    assert again.value.code == "retirees.request_closed"


@pytest.mark.parametrize(
    ("role", "scope", "ask", "code"),
    [
        ("community_officer", "near", _ask(AskedBy.RELATIVE), "retirees.relative_needs_mandate"),
        ("community_officer", "near", _ask(text=" "), "retirees.text_missing"),
        ("community_officer", "near", _ask(received_on=date(2026, 3, 6)), "retirees.day_in_future"),
        ("community_officer", "far", _ask(), "not_found"),
        ("enterprise_officer", "builder", _ask(), "retirees.role_may_not"),
    ],
)
def test_a_refused_request_is_not_entered(
    city: City, register: Register, role: str, scope: str, ask: DataAsk, code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        open_data_request(actor=city.actor(role, scope), at=AT, retiree_id=register(), ask=ask)
    assert refused.value.code == code
    with acting(SYSTEM):
        assert list_data_requests(scope=SYSTEM.scope) == []


def test_after_a_death_the_relative_asks_and_the_dead_cannot(city: City, register: Register) -> None:
    officer, person = city.actor("community_officer"), register()
    death = Death(date(2026, 3, 1), Source.RELATIVE, "火化证明", 1)
    record_death(actor=officer, at=AT, retiree_id=person, death=death)
    with pytest.raises(DomainError) as refused:
        open_data_request(actor=officer, at=AT, retiree_id=person, ask=_ask())
    assert refused.value.code == "retirees.dead_cannot_ask"
    assert open_data_request(actor=officer, at=AT, retiree_id=person, ask=_ask(AskedBy.RELATIVE))


def test_another_place_cannot_answer_and_cannot_see_a_request(city: City, register: Register) -> None:
    request = open_data_request(actor=city.actor("community_officer"), at=AT, retiree_id=register(), ask=_ask())
    stranger = city.actor("community_officer", "far")
    with pytest.raises(NotFound):
        answer_data_request(actor=stranger, at=AT, request_id=request, answer=DataAnswer(TODAY, "答"))
    with acting(stranger):
        assert list_data_requests(scope=stranger.scope) == []


def _correct(officer: Actor, person: UUID, **values: str) -> None:
    with acting(officer):
        version = Retiree.objects.get(pk=person).lock_version
    told = Correction(values, Source.SELF, TODAY, version)
    correct_details(actor=officer, at=AT, retiree_id=person, correction=told)


def test_a_request_to_correct_is_done_by_what_was_corrected_since_and_the_answer_says_it(
    city: City, register: Register
) -> None:
    officer, person = city.actor("community_officer"), register()
    ask = DataAsk(DataRequestKind.CORRECT, AskedBy.SELF, TODAY, "电话错了")
    request = open_data_request(actor=officer, at=AT, retiree_id=person, ask=ask)
    with pytest.raises(Invalid) as nothing:
        answer_data_request(actor=officer, at=AT, request_id=request, answer=DataAnswer(TODAY, "已改"))
    assert nothing.value.code == "retirees.nothing_done"
    _correct(officer, person, phone="13900001111")
    with acting(officer):
        (change,) = list_changes_for(scope=officer.scope, request_id=request)
    assert change.sentence == "更正信息：手机；来源：本人提供"
    answer = DataAnswer(TODAY, "请核对。", acts=(change.act_id,))
    answer_data_request(actor=officer, at=AT, request_id=request, answer=answer)
    with acting(officer):
        (row,) = list_data_requests(scope=officer.scope, retiree_id=person)
    assert row.answer == "已办理：2026-03-05 更正信息：手机；来源：本人提供。请核对。"


def test_a_correction_before_the_request_does_not_meet_it_and_a_refusal_needs_none(
    city: City, register: Register
) -> None:
    officer, person = city.actor("community_officer"), register()
    early = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
    told = Correction({"phone": "13900001111"}, Source.SELF, date(2026, 3, 1), 1)
    correct_details(actor=officer, at=early, retiree_id=person, correction=told)
    ask = DataAsk(DataRequestKind.DELETE, AskedBy.SELF, TODAY, "请删除")
    request = open_data_request(actor=officer, at=AT, retiree_id=person, ask=ask)
    with acting(officer):
        assert list_changes_for(scope=officer.scope, request_id=request) == []
    refusal = DataAnswer(TODAY, "退休人员登记依法须继续保存。", is_refused=True)
    answer_data_request(actor=officer, at=AT, request_id=request, answer=refusal)
    with acting(officer):
        (row,) = list_data_requests(scope=officer.scope, retiree_id=person)
    assert (row.state, row.answer) == ("refused", "退休人员登记依法须继续保存。")


def test_a_copy_holds_what_is_sealed_in_full_and_its_making_is_on_record(city: City, register: Register) -> None:
    facts = {"id_no": NUMBERS[0], "phone": "13800001234", "profile": '{"spouse_name": "李建国"}'}
    person = register(**facts)
    request = open_data_request(actor=city.actor("community_officer"), at=AT, retiree_id=person, ask=_ask())
    officer = city.actor("data_protection_officer")
    with reveal_copy(actor=officer, at=AT, request_id=request, purpose="答复请求") as (reader, copy):
        assert reader.scope.sees_content and not officer.scope.sees_content
    assert (copy.facts["id_no"], copy.facts["phone"]) == (NUMBERS[0], "13800001234")
    assert copy.profile == {"spouse_name": "李建国"}
    with acting(officer):
        entry = Entry.objects.get(action="retirees.reveal_copy")
    assert (entry.kind, entry.subject_id, entry.purpose) == ("read", person, "答复请求")
    assert entry.detail == {"request": str(request)}


@pytest.mark.parametrize(
    ("role", "scope", "kind", "purpose", "code"),
    [
        ("community_officer", "near", DataRequestKind.COPY, "  ", "retirees.purpose_missing"),
        ("community_officer", "near", DataRequestKind.DELETE, "答复", "retirees.not_a_copy"),
        ("community_officer", "far", DataRequestKind.COPY, "答复", "not_found"),
        ("auditor", "city", DataRequestKind.COPY, "答复", "retirees.role_may_not"),
        ("enterprise_officer", "builder", DataRequestKind.COPY, "答复", "not_found"),
    ],
)
def test_a_copy_is_refused_and_leaves_no_entry(
    city: City, register: Register, role: str, scope: str, kind: DataRequestKind, purpose: str, code: str
) -> None:
    ask = DataAsk(kind, AskedBy.SELF, TODAY, "请办理")
    request = open_data_request(actor=city.actor("community_officer"), at=AT, retiree_id=register(), ask=ask)
    with (
        pytest.raises(DomainError) as refused,
        reveal_copy(actor=city.actor(role, scope), at=AT, request_id=request, purpose=purpose),
    ):
        pass
    assert refused.value.code == code
    with acting(city.actor("auditor")):
        assert not Entry.objects.filter(action="retirees.reveal_copy").exists()


def test_a_refused_request_gives_no_copy(city: City, register: Register) -> None:
    officer = city.actor("community_officer")
    request = open_data_request(actor=officer, at=AT, retiree_id=register(), ask=_ask())
    refusal = DataAnswer(TODAY, "身份未能核实。", is_refused=True)
    answer_data_request(actor=officer, at=AT, request_id=request, answer=refusal)
    with (
        pytest.raises(DomainError) as refused,
        reveal_copy(actor=officer, at=AT, request_id=request, purpose="答复请求"),
    ):
        pass
    assert refused.value.code == "retirees.not_a_copy"
