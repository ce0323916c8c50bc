"""The rulebook of checklists, the flow of an item, days and score."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from yinqiao.areas.agreements.types import Numbers, Side
from yinqiao.areas.checklists.rules import (
    BY_AGREEMENT,
    FLOW,
    arises,
    due_on,
    is_theirs,
    items,
    next_state,
    open_steps,
    score,
    turn_of,
)
from yinqiao.areas.checklists.types import ItemState, ItemStep, Strand


def test_every_item_says_who_owes_it_by_when_and_on_what_ground() -> None:
    for code, spec in items().items():
        assert spec.title and spec.department and spec.source and spec.weight >= 1 and spec.days < 0, code
        assert spec.standing in ("verified", "assumed"), code
    assert {spec.strand for spec in items().values()} == set(Strand)
    assert {spec.side for spec in items().values()} == set(Side)


def test_each_step_leads_where_the_table_says_and_nowhere_else() -> None:
    for state, step in product(ItemState, ItemStep):
        assert next_state(state, step) == FLOW[state].get(step)
    assert set(FLOW) == set(ItemState)


def test_nobody_confirms_his_own_word() -> None:
    for spec, step, side in product(items().values(), ItemStep, (*Side, None)):
        theirs = is_theirs(spec, step, side)
        if side is None or step in BY_AGREEMENT:
            assert not theirs
        elif step in (ItemStep.REPORT, ItemStep.TAKE_BACK, ItemStep.ASSIGN):
            assert theirs == (side is spec.side)
        else:
            assert theirs == (side is spec.side.other)


def test_an_open_or_reported_item_always_has_somebody_whose_move_it_is_and_who_can_make_it() -> None:
    for spec, state in product(items().values(), ItemState):
        side = turn_of(spec, state)
        assert (side is not None) == (state in (ItemState.OPEN, ItemState.REPORTED))
        if side is not None:
            assert {ItemStep.REPORT, ItemStep.CONFIRM} & set(open_steps(spec, state, side))


@pytest.mark.parametrize(
    ("agreed", "code", "expected"),
    [
        (Numbers(), "people_counted", True),
        (Numbers(people=10), "store_ready", False),
        (Numbers(archives=1), "store_ready", True),
        (Numbers(archives=-1), "store_ready", False),
    ],
)
def test_an_item_arises_where_its_number_was_agreed(agreed: Numbers, code: str, expected: bool) -> None:
    assert arises(items()[code], agreed) is expected


def test_a_day_is_counted_from_the_start_and_never_sooner_than_people_can_manage() -> None:
    least = {"least_days": 5}
    assert due_on(-30, date(2027, 3, 1), date(2026, 11, 1), least) == date(2027, 1, 30)
    assert due_on(-30, date(2026, 11, 10), date(2026, 11, 1), least) == date(2026, 11, 6)


@pytest.mark.parametrize(
    ("ready", "weight", "expected"), [(0, 0, None), (0, 7, 0), (9, 31, 29), (30, 31, 96), (31, 31, 100)]
)
def test_the_score_is_rounded_down_so_that_a_hundred_means_all(ready: int, weight: int, expected: int | None) -> None:
    assert score(ready, weight) == expected
