"""The six things of the home page: what a person most likely needs today stands first, and nobody is shown what is not theirs."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.portal.queries import list_likely

pytestmark = pytest.mark.fast
DAY = date(2026, 12, 1)
FACTS = (
    "certification_due", "asked_back", "waiting", "session_today", "news_of_activity", "newly_arrived",
    "certification_rests", "member", "in_branch",
)  # fmt: skip


def _words(*facts: str) -> list[str]:
    return [word for word, _ in list_likely(region="4301", day=DAY, facts=facts)]


def test_whose_certification_is_due_reads_it_first_and_why() -> None:
    first, *_ = list_likely(region="4301", day=DAY, facts={"certification_due", "asked_back", "session_today"})
    assert first == ("certification", "certification_due")


def test_who_is_asked_for_more_reads_the_own_applications_before_everything_but_a_due_certification() -> None:
    assert _words("asked_back", "waiting")[0] == "requests"
    assert _words("asked_back", "waiting", "certification_due")[:2] == ["certification", "requests"]


def test_who_need_not_certify_now_is_not_sent_there_again_when_there_is_something_else() -> None:
    assert "certification" not in _words("certification_rests", "session_today", "member")
    assert _words("certification_rests")[-1] != "volunteering"


def test_dues_are_for_members_alone_and_meetings_for_who_is_in_a_branch() -> None:
    strangers = {word for one in FACTS[:-2] for word in _words(one)}
    assert not strangers & {"dues", "life"}


@given(facts=st.sets(st.sampled_from(FACTS)))
def test_there_are_always_six_different_ones_and_the_order_does_not_depend_on_how_the_facts_come(
    facts: set[str],
) -> None:
    words = _words(*sorted(facts))
    assert len(words) == len(set(words)) == 6
    assert words == _words(*sorted(facts, reverse=True))
    if "certification_due" in facts and "certification_rests" not in facts:
        assert words[0] == "certification"
