"""What nobody can write down, and clocks that jump: refused alone or taken in once, and never a fault of ours."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from yinqiao.areas.intake.rules import read_batch, read_single
from yinqiao.areas.intake.tests.offices import DEATH, NUMBER, PHONE, SYSTEM, Offices, died, message_of, person_of
from yinqiao.areas.retirees.queries import facts_of
from yinqiao.areas.retirees.tests.small_city import AT, Register
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
PERSON = {"id_number": NUMBER, "name": "王桂英", "since": "2026-03-01"}
# As they stand in a body: half of a character, a character that is none, depth without end.
HALF, NONE = '"\\ud83d"', '"\\u0000"'
DEEP = "[" * 900 + "]" * 900


@pytest.fixture
def person(register: Register) -> UUID:
    """A person of the near community."""
    return register(id_no=NUMBER, phone="13900004321")


@pytest.mark.parametrize("value", [HALF, NONE, DEEP, '"' + "长" * 300_000 + '"', "1e400", '{"a":1,"b":[null]}'])
@pytest.mark.parametrize("name", ["id", "type", "time", "subject", "trace", "data", "proof"])
def test_what_nobody_can_write_down_is_refused_alone(offices: Offices, person: UUID, name: str, value: str) -> None:
    police = offices["police"]
    good, bad = police.event(DEATH, died()), police.event(DEATH, died())
    (bad["data"] if name == "proof" else bad)[name] = "@"
    body = json.dumps([bad, good]).replace('"@"', value).encode()
    try:
        events = read_batch(body)
    except DomainError as refused:
        # No JSON that can be read: then the whole request is none.
        assert refused.code == "intake.not_readable"
        events = [good]
    receipts = police.send(*events)
    assert receipts[-1].code == "applied" or receipts[0].code == "applied"
    assert all(one.code in ("applied", "same", "malformed", "data_invalid", "unknown_type") for one in receipts)
    for one in receipts:
        one.token.encode(), json.dumps([one.event_id, one.fault]).encode()
        assert message_of(one).event_id == one.event_id


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"NaN", b'{"a":1,"a":2}', b"[" * 100_000, b"\xef\xbb\xbf{}"])
def test_a_body_that_is_no_event_is_refused_as_a_whole(body: bytes) -> None:
    with pytest.raises(DomainError) as refused:
        read_single(body)
    assert refused.value.code == "intake.not_readable"


def _phone(pk: UUID) -> str:
    with acting(SYSTEM):
        return facts_of([person_of(pk)])[0]["phone"]


def test_a_clock_that_jumps_back_and_forth_takes_each_event_once(offices: Offices, person: UUID) -> None:
    office = offices["enterprise"]
    told: list[dict[str, Any]] = [office.event(PHONE, {**PERSON, "phone": f"1380000000{n}"}) for n in range(4)]
    moments = [AT, AT + timedelta(days=400), AT - timedelta(minutes=30), AT]
    codes = [office.send(one, at=at)[0].code for one, at in zip(told, moments, strict=True)]
    assert codes == ["applied"] * 4
    # Whatever the clock says when it comes again: it was taken in.
    again = [office.send(*told, at=at) for at in (AT + timedelta(days=400), AT - timedelta(days=400))]
    assert all(one.is_repeated and one.code == "applied" for receipts in again for one in receipts)
    assert _phone(person) == "13800000003"


def test_what_a_slow_clock_of_ours_takes_for_the_future_is_taken_in_when_it_is_right(
    offices: Offices, person: UUID
) -> None:
    office = offices["enterprise"]
    event = office.event(PHONE, {**PERSON, "phone": "13800000001"})
    assert office.send(event, at=AT - timedelta(days=3))[0].code == "in_future"
    assert [one.code for one in office.send(event, event, at=AT)] == ["applied", "applied"]
