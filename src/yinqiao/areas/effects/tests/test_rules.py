"""For how many months pay may have gone on; what the rulebook says of effects fits what there is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.effects.rules import (
    FLOW,
    SETTLERS,
    answering,
    beside,
    explaining,
    kinds,
    months_beyond,
    page_of,
    undoing,
)
from yinqiao.areas.effects.types import Owner, State
from yinqiao.platform.events.registry import all_types
from yinqiao.platform.rulebook import rulebook

pytestmark = [pytest.mark.fast]
RULE = {"pay_day": 15, "most_months": 120}
DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@given(DAYS, DAYS, st.none() | DAYS)
def test_nobody_is_overpaid_in_the_month_of_death_nor_by_who_told_at_once(
    died: date, told: date, stopped: date | None
) -> None:
    months = months_beyond(died, told, stopped, RULE)
    assert 0 <= months <= 120
    if (told.year, told.month) <= (died.year, died.month):
        assert months == 0
    assert months <= months_beyond(died, told, None, RULE)


@given(DAYS, DAYS)
def test_a_later_word_never_means_fewer_months(died: date, told: date) -> None:
    assert months_beyond(died, told, None, RULE) <= months_beyond(died, max(told, died), None, RULE)
    assert months_beyond(died, told, died, RULE) == 0


def test_every_type_that_the_rulebook_names_is_one_that_some_room_declares() -> None:
    known = {one.code for one in all_types()}
    named = {code for pair in explaining() for code in pair} | beside()
    named |= {*answering(), *(code for later in answering().values() for code in later)}
    named |= {*undoing(), *undoing().values(), *(one.cause for one in kinds().values())}
    assert named - known == set()


def test_every_explanation_is_a_rule_with_a_source_in_force() -> None:
    book = {rule.id: rule for rule in rulebook()}
    assert len(set(explaining().values())) > 8
    assert [rule for rule in explaining().values() if not book[rule].source] == []


def test_every_kind_has_an_owner_who_may_settle_it_and_outcomes_that_differ() -> None:
    for one in kinds().values():
        assert SETTLERS[one.owner] and one.days > 0 and one.words and one.back
        codes = [outcome.code for outcome in one.outcomes]
        assert len(codes) == len(set(codes)) >= 2
    assert SETTLERS[Owner.AGENCY] == {"agency_officer"}


def test_what_ended_with_its_cause_stays_ended() -> None:
    assert FLOW[State.ENDED] == {} and FLOW[State.DONE] == {"reopen": State.OPEN}
    assert page_of("certification.ended") == ("certification:person", "资格认证")
    assert page_of("retirees.death_recorded") == ("", "")
