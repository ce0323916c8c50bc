"""What is taken in, once, with a receipt for each; what is refused, and that a bad event spoils no other."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from joserfc import jws
from joserfc.jwk import OKPKey

from yinqiao.areas.intake import services
from yinqiao.areas.intake.models import Message
from yinqiao.areas.intake.tests.offices import (
    DEATH,
    IDENTITY,
    LATER,
    NUMBER,
    OTHER,
    PERSON,
    PHONE,
    SYSTEM,
    Office,
    Offices,
    died,
    make_key,
    message_of,
    open_office,
    person_of,
)
from yinqiao.areas.intake.types import Basis, MessageState, SourceKind, SourceState
from yinqiao.areas.retirees.queries import facts_of
from yinqiao.areas.retirees.tests.small_city import AT, City, Register
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import acting
from yinqiao.platform.crypto.statements import public_keys
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
PHONE_DATA = {**PERSON, "phone": "13800001234", "since": "2026-03-01"}


@pytest.fixture
def person(register: Register) -> UUID:
    """A person of the near community."""
    return register(id_no=NUMBER, phone="13900004321")


def test_a_death_told_by_the_police_is_recorded_once_with_its_source_and_event(offices: Offices, person: UUID) -> None:
    event = offices["police"].event(DEATH, died())
    receipts = [offices["police"].send(event)[0] for _ in range(10)]
    assert [one.code for one in receipts] == ["applied"] * 10
    assert [one.is_repeated for one in receipts] == [False, *[True] * 9]
    assert len({(one.no, one.token) for one in receipts}) == 1
    row = person_of(person)
    assert (row.status, row.died_on, row.sources["died_on"]) == ("deceased", date(2026, 3, 3), ["police", "2026-03-03"])
    with acting(SYSTEM):
        told = Event.objects.filter(type="retirees.death_recorded", retiree_id=person)
        assert [one.act_id for one in told] == [message_of(receipts[0]).act_id]


def test_a_batch_of_many_kinds_is_applied_and_a_bad_event_spoils_no_other(
    offices: Offices, person: UUID, register: Register
) -> None:
    other, police = register(id_no=OTHER, name="李强"), offices["police"]
    renamed = {"id_number": OTHER, "name": "李强", "new_name": "李 强伟", "since": "2026-02-01"}
    receipts = police.send(
        police.event(DEATH, died()), {"specversion": "1.0"}, police.event(IDENTITY, renamed), "no event",
        police.event(DEATH, {**died(), "died_on": "2026-13-01"}),
    )  # fmt: skip
    assert [one.code for one in receipts] == ["applied", "malformed", "applied", "malformed", "data_invalid"]
    assert [one.status for one in receipts] == [200, 422, 200, 422, 422]
    assert (person_of(person).status, person_of(other).name) == ("deceased", "李强伟")
    assert receipts[4].fault == "died_on"


BAD = (
    ("malformed", {"specversion": "0.3"}), ("malformed", {"id": ""}), ("malformed", {"id": "x" * 101}),
    ("malformed", {"time": "2026-03-04"}), ("malformed", {"time": "2026-03-04T09:00:00"}), ("malformed", {"time": 7}), ("malformed", {"time": "0001-01-01T00:00:00+10:00"}),
    ("too_old", {"time": "1649-12-01T05:39:14-18:11"}),
    ("malformed", {"datacontenttype": "text/xml"}), ("malformed", {"Bad-Name": "1"}), ("malformed", {"data_base64": "e30="}),
    ("wrong_source", {"source": "/sources/cs-enterprise"}), ("unknown_type", {"type": "cn.yinqiao.person.birth.v1"}),
    ("in_future", {"time": "2026-03-05T10:06:00+08:00"}), ("too_old", {"time": "1996-03-04T10:00:00+08:00"}),
    ("type_not_allowed", {"type": PHONE, "data": PHONE_DATA}),
    ("data_invalid", {"data": None}), ("data_invalid", {"data": {**died(), "id_number": "430999194806150025"}}),
    ("data_invalid", {"data": {**died(), "died_on": "2026-03-06"}}), ("data_invalid", {"data": {**died(), "sick": "x"}}),
    ("data_invalid", {"data": {**died(), "name": 7}}), ("data_invalid", {"data": {**died(), "died_on": 7}}),
    ("nothing_to_withdraw", {"type": "cn.yinqiao.message.withdrawn.v1", "data": {"withdraws": "x", "reason": "误报"}}),
)  # fmt: skip


@pytest.mark.parametrize(("code", "wrong"), BAD)
def test_a_bad_event_is_refused_with_its_reason_and_changes_nothing(
    offices: Offices, person: UUID, code: str, wrong: dict[str, object]
) -> None:
    before = person_of(person)
    receipt = offices["police"].send({**offices["police"].event(DEATH, died()), **wrong})[0]
    assert (receipt.code, receipt.state) == (code, MessageState.REFUSED)
    assert person_of(person).lock_version == before.lock_version
    assert NUMBER not in repr(receipt) and "王桂英" not in repr(receipt)
    # It was refused and nothing else: the same id may be sent again, put right.
    right = offices["police"].event(DEATH, died(), id=receipt.event_id or "again")
    assert offices["police"].send(right)[0].code == "applied"


@pytest.mark.parametrize("clock", ["2026-03-05T10:05:00+08:00", "2026-03-05T02:05:00Z", "1996-03-05T10:00:00+08:00"])
def test_a_clock_may_be_five_minutes_ahead_and_an_event_thirty_years_old(
    offices: Offices, person: UUID, clock: str
) -> None:
    assert offices["police"].tell(DEATH, died(), time=clock).code == "applied"


def test_a_known_id_with_another_content_is_refused_alone_and_kept_as_evidence(offices: Offices, person: UUID) -> None:
    police = offices["police"]
    first = police.event(DEATH, died("2026-03-01"))
    police.send(first)
    receipts = police.send({**first, "data": died("2026-03-02")}, first)
    assert [(one.code, one.status, one.is_repeated) for one in receipts] == [
        ("id_reused", 409, False), ("applied", 200, True),
    ]  # fmt: skip
    assert person_of(person).died_on == date(2026, 3, 1)
    assert message_of(receipts[0]).body is not None


def test_the_same_id_twice_in_a_batch_counts_once(offices: Offices, person: UUID) -> None:
    event = offices["police"].event(DEATH, died())
    receipts = offices["police"].send(event, event, {**event, "data": died("2026-03-01")})
    assert [(one.code, one.is_repeated) for one in receipts] == [
        ("applied", False), ("applied", True), ("id_reused", False),
    ]  # fmt: skip


def test_two_sources_may_use_the_same_id(offices: Offices, person: UUID) -> None:
    told = [offices[kind].tell(PHONE, PHONE_DATA, id="1").code for kind in ("human_resources", "enterprise")]
    assert told == ["applied", "same"]


def test_what_comes_reordered_is_taken_in_the_order_in_which_it_happened(offices: Offices, person: UUID) -> None:
    office = offices["enterprise"]
    newer = office.event(PHONE, {**PHONE_DATA, "phone": "13700000002", "since": "2026-03-02"})
    older = office.event(PHONE, {**PHONE_DATA, "phone": "13700000001"}, time="2026-03-03T09:00:00+08:00")
    assert [one.code for one in office.send(newer, older)] == ["applied", "applied"]
    late = office.event(PHONE, {**PHONE_DATA, "phone": "13700000000", "since": "2026-02-01"})
    assert office.send(late)[0].code == "older"
    with acting(SYSTEM):
        assert facts_of([person_of(person)])[0]["phone"] == "13700000002"


def test_a_receipt_is_checked_by_whoever_has_the_citys_public_key(offices: Offices, person: UUID) -> None:
    receipt = offices["police"].tell(DEATH, died())
    (key,) = public_keys()
    told = jws.deserialize_compact(
        receipt.token, OKPKey.import_key(key), registry=jws.JWSRegistry(algorithms=["Ed25519"])
    )
    assert receipt.digest.encode() in told.payload and b'"outcome":"applied"' in told.payload
    assert NUMBER.encode() not in told.payload


def _refused(office: Office, *events: object) -> str:
    with pytest.raises(DomainError) as refused:
        office.send(*events)
    return refused.value.code


def test_a_key_without_a_source_an_old_key_a_paused_source_and_a_flood_are_refused_as_a_whole(
    city: City, offices: Offices, person: UUID
) -> None:
    police, manager = offices["police"], city.actor("city_manager")
    event = police.event(DEATH, died())
    stranger = Office("cs-police", SourceKind.POLICE, make_key(city, "stranger", city.scopes["city"]), police.source_id)
    assert _refused(stranger, event) == "intake.no_source"
    services.set_state(actor=manager, at=AT, source_id=police.source_id, state=SourceState.PAUSED, reason="核对接口")
    assert _refused(police, event) == "intake.source_paused"
    services.set_state(actor=manager, at=AT, source_id=police.source_id, state=SourceState.ACTIVE, reason="已核对")
    services.bind_key(actor=manager, at=AT, source_id=police.source_id, key_id=stranger.actor.id)
    assert _refused(police, event) == "intake.no_source"
    assert stranger.send(event)[0].code == "applied"
    slow = open_office(city, SourceKind.CIVIL_AFFAIRS, rate=2)
    events = [slow.event(DEATH, died()) for _ in range(3)]
    assert _refused(slow, *events) == "intake.too_fast"
    assert [one.code for one in slow.send(*events[:2])] == ["same", "same"]
    assert _refused(slow, events[2]) == "intake.too_fast"
    assert slow.send(events[2], at=AT + timedelta(minutes=1))[0].code == "same"


def test_without_a_basis_in_force_nothing_is_taken_in(city: City, person: UUID) -> None:
    ended = Basis("共享协议", "第三条", date(2024, 1, 1), date(2026, 3, 5))
    assert open_office(city, SourceKind.HOSPITAL, basis=ended).tell(DEATH, died()).code == "no_basis"


def test_a_source_reaches_nobody_beyond_the_scope_of_its_key(city: City, register: Register) -> None:
    far = register(id_no=NUMBER, place_no=city.far)
    street = open_office(city, SourceKind.HOSPITAL, scope="street")
    assert street.tell(DEATH, died()).code == "waiting"
    services.match_waiting(actor=SYSTEM, at=LATER)
    assert person_of(far).status == "managed"


def test_messages_are_sealed_and_counted_and_nobody_is_named_in_the_log(offices: Offices, person: UUID) -> None:
    receipt = offices["police"].tell(DEATH, died())
    row = message_of(receipt)
    assert NUMBER.encode() not in bytes(row.body or b"") and row.rule == "intake.death@2019-01-01"
    with acting(SYSTEM):
        assert Message.objects.filter(retiree_id=person).count() == 1
