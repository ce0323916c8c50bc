"""How long one waits for another code, at the edges and over the space of what may have been asked before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.portal.rules import called, code_is_fresh, is_done_with, seconds_to_wait, session_hours

pytestmark = pytest.mark.fast
AT = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
LIMITS = {"pause_seconds": 60, "per_phone_hour": 5, "per_phone_day": 10, "minutes": 5}
moments = st.lists(st.integers(0, 2 * 86_400), max_size=30)


def _ago(*seconds: float) -> list[datetime]:
    return [AT - timedelta(seconds=one) for one in seconds]


@pytest.mark.parametrize(
    ("asked", "wait"),
    [((), 0), ((0,), 60), ((59.5,), 1), ((60,), 0), ((3599, 200, 180, 160, 120), 1), ((3600, 200, 180, 160, 120), 0)],
)
def test_one_waits_a_minute_and_after_five_of_an_hour_until_the_first_is_an_hour_old(
    asked: tuple[float, ...], wait: int
) -> None:
    assert seconds_to_wait(_ago(*asked), AT, LIMITS) == wait


@given(moments)
def test_whoever_waits_as_long_as_told_may_ask_and_not_a_second_before(asked: list[int]) -> None:
    wait = seconds_to_wait(_ago(*asked), AT, LIMITS)
    assert 0 <= wait <= 86_400
    assert seconds_to_wait(_ago(*asked), AT + timedelta(seconds=wait), LIMITS) == 0
    if wait:
        assert seconds_to_wait(_ago(*asked), AT + timedelta(seconds=wait - 1), LIMITS) == 1


@given(moments, st.integers(0, 86_400))
def test_what_was_asked_never_shortens_the_wait(asked: list[int], more: int) -> None:
    assert seconds_to_wait(_ago(*asked, more), AT, LIMITS) >= seconds_to_wait(_ago(*asked), AT, LIMITS)


def test_a_code_is_fresh_until_its_last_moment_and_never_when_it_was_not_sent() -> None:
    assert code_is_fresh(*_ago(299), AT, LIMITS)
    assert not code_is_fresh(*_ago(300), AT, LIMITS)
    assert not code_is_fresh(None, AT, LIMITS)


def test_a_session_lasts_half_a_day_and_on_the_own_device_a_month() -> None:
    lasting = {"hours": 12, "own_device_days": 30}
    assert (session_hours(False, lasting), session_hours(True, lasting)) == (12, 720)


def test_a_session_is_kept_to_the_end_of_its_days() -> None:
    kept = {"session_days": 190}
    assert not is_done_with(AT - timedelta(days=190), AT, kept)
    assert is_done_with(AT - timedelta(days=190, seconds=1), AT, kept)


def test_somebody_is_called_without_the_whole_name() -> None:
    assert [called("王桂英", 2), called("李建国", 1), called("阿卜杜勒·热合曼", 1)] == ["王女士", "李先生", "阿先生"]
