"""How signals are weighed, when a matter rises, and what can be taken back."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.lost_contact.rules import (
    FLOW,
    LABELS,
    has_risen,
    owner_of,
    reasons,
    silent_before,
    standing_of,
    ways,
    weighing_of,
)
from yinqiao.areas.lost_contact.types import CaseState, CaseStep, Figures, Outcome, Signal, Standing
from yinqiao.platform.rulebook import rulebook

pytestmark = [pytest.mark.fast]
PARAMETERS = rulebook().get("lost_contact.weighing", region="CN", day=date(2026, 3, 2)).parameters
RULE = weighing_of(PARAMETERS)
CODES = [one.value for one in (*Outcome, *Signal) if one not in (Outcome.REACHED, Signal.DECLARED)]
ORDER = [Standing.REACHABLE, Standing.DOUBTFUL, Standing.RIPE]


@given(st.lists(st.sampled_from(CODES)), st.sampled_from(CODES))
def test_one_more_signal_never_makes_somebody_easier_to_reach(signals: list[str], more: str) -> None:
    before, after = standing_of(signals, RULE), standing_of([*signals, more], RULE)
    assert ORDER.index(after[0]) >= ORDER.index(before[0]) and after[1] > before[1]


@given(st.lists(st.sampled_from(CODES)))
def test_only_a_declaration_makes_somebody_lost(signals: list[str]) -> None:
    assert standing_of(signals, RULE)[0] is not Standing.LOST
    assert standing_of([*signals, Signal.DECLARED.value], RULE)[0] is Standing.LOST


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_a_year_to_the_day_is_not_silent_yet(today: date) -> None:
    assert silent_before(today, RULE) <= today - timedelta(days=365)


def test_a_matter_rises_on_its_last_day_and_not_before_and_a_doubt_never() -> None:
    today = date(2026, 3, 2)
    edge = today - timedelta(days=RULE.rise_days)
    for standing in (Standing.LOST, Standing.RIPE):
        assert has_risen(standing, edge, today, RULE)
        assert not has_risen(standing, edge + timedelta(days=1), today, RULE)
    assert not has_risen(Standing.DOUBTFUL, date(2020, 1, 1), today, RULE)
    assert (owner_of(Standing.LOST, edge, today, RULE), owner_of(Standing.LOST, today, today, RULE)) == ("街道", "社区")


@pytest.mark.parametrize(("state", "step"), list(product(CaseState, CaseStep)))
def test_a_declaration_and_its_finding_are_taken_back_and_nothing_else(state: CaseState, step: CaseStep) -> None:
    expected = {
        (CaseState.LOST, CaseStep.WITHDRAW): CaseState.WITHDRAWN,
        (CaseState.FOUND, CaseStep.REOPEN): CaseState.LOST,
    }
    assert FLOW[state].get(step) == expected.get((state, step))


def test_a_code_without_a_weight_is_a_fault_of_the_rulebook() -> None:
    weights = {code: weight for code, weight in PARAMETERS["weights"].items() if code != "silent"}
    with pytest.raises(ValueError, match="weights"):
        weighing_of({**PARAMETERS, "weights": weights})


def test_every_code_has_words() -> None:
    assert set(CODES) < set(LABELS) and all(reasons().values()) and len(ways()) >= 6


def test_the_rate_is_lost_of_those_managed() -> None:
    assert Figures(8790, 132, 0, 0, 0, ()).rate == "1.50%"
    assert Figures(0, 0, 0, 0, 0, ()).rate == "—"
