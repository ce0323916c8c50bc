"""The flow of a table, and the words of each reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.opening.queries import OPENING_FIELDS, sentence_of, title_of
from yinqiao.areas.opening.rules import AT_WORK, FLOW, next_state, old_states, reason_of_old_state, reasons
from yinqiao.areas.opening.types import Reason, RunState

pytestmark = [pytest.mark.fast]
STEPS = sorted({step for steps in FLOW.values() for step in steps})


@pytest.mark.parametrize("state", list(RunState))
@pytest.mark.parametrize("step", STEPS)
def test_each_step_leads_where_the_table_says_and_nowhere_else(state: RunState, step: str) -> None:
    assert next_state(state, step) == FLOW[state].get(step)


@given(st.lists(st.sampled_from(STEPS), max_size=20))
def test_no_walk_comes_into_the_register_past_the_second_officer(steps: list[str]) -> None:
    state, walked = RunState.UPLOADED, []
    for step in steps:
        if (then := next_state(state, step)) is not None:
            state = then
            walked.append(step)
    if state is RunState.LOADED:
        assert walked.index("propose") < walked.index("confirm") < walked.index("finish_load")


def test_whatever_is_at_work_can_be_stopped_or_finished() -> None:
    assert all(FLOW[state] for state in AT_WORK)
    assert {state for state in RunState if not FLOW[state]} == {
        RunState.REFUSED, RunState.UNDONE, RunState.THROWN_AWAY, RunState.COMPARED,
    }  # fmt: skip


def test_every_reason_has_title_sentence_and_owner() -> None:
    assert {one.owner for one in reasons().values()} == {"place", "city"}
    for reason in Reason:
        assert title_of(reason) and sentence_of(reason, "", None).endswith("。")
    assert sentence_of("", "", None) == ""


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("已故", Reason.OLD_DEAD),
        (" 去世 ", Reason.OLD_DEAD),
        ("转出", Reason.OLD_LEFT),
        ("在管", None),
        ("", None),
        (None, None),
    ],
)
def test_the_old_state_says_who_is_no_longer_managed(word: str | None, reason: Reason | None) -> None:
    assert reason_of_old_state(word) == reason
    assert set(old_states().values()) == {Reason.OLD_DEAD, Reason.OLD_LEFT}


def test_of_the_borrowed_columns_only_name_and_number_must_be_filled() -> None:
    required = {one.name for one in OPENING_FIELDS if one.is_required}
    assert required == {"old_no", "name", "id_no", "accepted_on"}
    assert not any(one.is_expected for one in OPENING_FIELDS)
