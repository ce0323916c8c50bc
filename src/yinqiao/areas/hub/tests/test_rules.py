"""The rules of the carrier at their edges: what a message may say, where it goes, how a city and a package stand."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.hub.rules import (
    DeskMessage,
    Envelope,
    far_state,
    rates_in,
    read_body,
    read_envelope,
    read_under,
    subject_of,
    voice_of,
    write_text,
)
from yinqiao.areas.hub.types import PROVINCE, FarState, MessageKind, Rates, Voice
from yinqiao.kernel.errors import Invalid

pytestmark = pytest.mark.fast
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
ENVELOPE = Envelope(
    iss="4301", line="4403", epoch=uuid4(), number=7, kind=MessageKind.PACKAGE, iat=NOW, digest="0" * 64,
    about="4301-4403-2026-0001",
)  # fmt: skip
DESK = DeskMessage(
    side="out", number="4301-4403-2026-0001", sender="4301", receiver="4403", made_on=TODAY, valid_to=TODAY, due_on=TODAY,
    ended_on=None, people=1, open=1, accepted=0, returned=0,
)  # fmt: skip


def test_an_envelope_is_read_as_it_was_written() -> None:
    assert read_envelope(write_text(ENVELOPE)) == ENVELOPE


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "43010"}, {"line": "hub"}, {"number": 0}, {"number": "7"}, {"kind": "gossip"}, {"digest": "0" * 63},
        {"epoch": "1"}, {"schema": "yinqiao-carrier/2"}, {"more": 1}, {"about": "x" * 33}, {"iat": None},
    ],
)  # fmt: skip
def test_an_envelope_that_says_anything_else_is_refused(changed: dict[str, object]) -> None:
    told = json.loads(write_text(ENVELOPE)) | changed
    with pytest.raises(Invalid, match="not_an_envelope"):
        read_envelope(json.dumps(told).encode())


@given(st.binary(max_size=200))
def test_no_bytes_are_taken_for_an_envelope_or_a_message(content: bytes) -> None:
    for read in (read_envelope, lambda text: read_body(DeskMessage, text)):
        with pytest.raises(Invalid) as refusal:
            read(content)
        assert "没有登记" in refusal.value.message


@pytest.mark.parametrize(
    "changed", [{"people": -1}, {"open": 1.5}, {"side": "up"}, {"number": "王桂英"}, {"name": "王桂英"}]
)
def test_how_a_package_stands_is_told_in_counts_and_days_alone(changed: dict[str, object]) -> None:
    told = json.loads(write_text(DESK)) | changed
    with pytest.raises(Invalid) as refusal:
        read_body(DeskMessage, json.dumps(told).encode())
    assert "王桂英" not in str(refusal.value) + repr(refusal.value.__cause__)


def test_each_line_reads_under_one_subject_and_no_other_line_s() -> None:
    assert subject_of("4301", PROVINCE, MessageKind.DESK) == "yinqiao.4301.province.desk"
    assert subject_of("4301", "4403", MessageKind.RECEIPT) == "yinqiao.4301.transfer.4403"
    assert read_under("4301", "4403") == "yinqiao.4301.transfer.4403"
    assert read_under("4301", PROVINCE) == "yinqiao.4301.province.*"


@given(st.integers(0, 10_000))
def test_a_city_is_silent_beyond_the_limit_and_never_before(minutes: int) -> None:
    rates = Rates(60, 180, 90)
    told = voice_of(NOW - timedelta(minutes=minutes), NOW, rates)
    assert told == (Voice.SILENT if minutes > 180 else Voice.HEARD)
    assert voice_of(None, NOW, rates) == Voice.NEVER


@given(
    st.dates(date(2025, 1, 1), date(2027, 1, 1)), st.integers(0, 60), st.integers(0, 60), st.booleans(), st.integers(0, 3)
)  # fmt: skip
def test_a_package_stands_in_one_way_and_what_waits_for_nobody_is_ended(
    made_on: date, rise: int, more: int, is_there: bool, waiting: int
) -> None:
    due_on = made_on + timedelta(days=rise)
    valid_to = due_on + timedelta(days=more)
    told = far_state(
        today=TODAY, is_there=is_there, ended_on=None, due_on=due_on, valid_to=valid_to, waiting=waiting
    )  # fmt: skip
    if waiting == 0:
        assert told == FarState.ENDED
    elif valid_to < TODAY:
        assert told == FarState.OVER
    elif due_on < TODAY:
        assert told == FarState.LATE
    else:
        assert told == (FarState.WAITING if is_there else FarState.ON_THE_WAY)


def test_rates_are_whole_numbers_of_the_rule() -> None:
    assert rates_in({"indicators_minutes": 60, "silent_minutes": 180, "kept_days": 90}) == Rates(60, 180, 90)
