"""The flow, walked wholly: every state, step, role, kind and proposer; what terms are possible; what holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.accounts.types import Role
from yinqiao.areas.agreements.queries import clauses, printed_text
from yinqiao.areas.agreements.rules import (
    FLOW,
    LEADS_TO,
    faults,
    holding,
    is_theirs,
    next_state,
    next_words,
    open_steps,
    replay,
)
from yinqiao.areas.agreements.types import (
    NUMBER_LABELS,
    AgreementKind,
    AgreementState,
    Numbers,
    Side,
    Stand,
    Step,
    Terms,
)

pytestmark = pytest.mark.fast

BOTH = {"enterprise_officer", "enterprise_admin", "street_officer", "district_manager", "city_manager"}
FIRM = {"enterprise_officer", "enterprise_admin"}
LIMITS = {f"most_{name}": 1000 for name in NUMBER_LABELS}
# Written by hand, not from the table: (state, step) → where it leads and who takes it, when the enterprise drafted.
BY_FIRM = {
    ("draft", "save"): ("draft", FIRM),
    ("draft", "propose"): ("proposed", FIRM),
    ("draft", "cancel"): ("cancelled", FIRM),
    ("proposed", "take_back"): ("draft", FIRM),
    ("proposed", "agree"): ("agreed", BOTH - FIRM),
    ("proposed", "send_back"): ("draft", BOTH - FIRM),
    ("agreed", "sign"): ("signed", BOTH),
    ("agreed", "cancel"): ("cancelled", BOTH),
    ("signed", "file"): ("filed", {"district_manager", "city_manager"}),
    ("signed", "supplement"): ("signed", BOTH),
    ("signed", "link"): ("signed", FIRM),
    ("signed", "unlink"): ("signed", FIRM),
    ("signed", "end"): ("ended", {"district_manager", "city_manager"}),
    ("filed", "supplement"): ("filed", BOTH),
    ("filed", "link"): ("filed", FIRM),
    ("filed", "unlink"): ("filed", FIRM),
    ("filed", "close"): ("closed", BOTH - FIRM),
    ("filed", "end"): ("ended", {"district_manager", "city_manager"}),
}
# When the place drafted, these are the other side's.
SWAPPED = {("draft", "save"), ("draft", "propose"), ("draft", "cancel"), ("proposed", "take_back"),
           ("proposed", "agree"), ("proposed", "send_back")}  # fmt: skip
NOT_OF_SUPPLEMENTS = {"supplement", "link", "unlink", "close", "end"}


def _expected(stand: Stand, step: Step, role: str) -> AgreementState | None:
    to, who = BY_FIRM.get((stand.state.value, step.value), ("", set()))
    if stand.proposed_by is Side.PLACE and (stand.state.value, step.value) in SWAPPED:
        who = BOTH - who
    if stand.kind is AgreementKind.SUPPLEMENTARY and step.value in NOT_OF_SUPPLEMENTS:
        return None
    return next(one for one in AgreementState if one.value == to) if role in who else None


def test_every_step_is_open_to_exactly_whom_it_belongs_in_every_state() -> None:
    asked = 0
    for state, kind, side, step, role in product(AgreementState, AgreementKind, Side, Step, Role):
        stand = Stand(state, kind, side)
        to = next_state(stand, step)
        got = to if to and is_theirs(stand, step, role.value) else None
        assert got is _expected(stand, step, role.value), (state, kind, side, step, role)
        assert (step in open_steps(stand, role.value)) is (got is not None)
        asked += got is not None
    assert asked > 100


def test_every_state_is_reached_and_the_last_three_are_left_no_more() -> None:
    reached = {move.to for steps in FLOW.values() for move in steps.values()}
    assert reached == set(AgreementState)
    ends = {state for state, steps in FLOW.items() if not steps}
    assert {one.value for one in ends} == {"closed", "ended", "cancelled"}
    for state, kind, side in product(AgreementState, AgreementKind, Side):
        is_supplement_on_file = state is AgreementState.FILED and kind is AgreementKind.SUPPLEMENTARY
        assert bool(next_words(Stand(state, kind, side))) is (state not in ends and not is_supplement_on_file)


def test_events_lead_to_the_state_and_what_cannot_follow_is_told() -> None:
    told = [
        "drafted",
        "version_saved",
        "proposed",
        "sent_back",
        "proposed",
        "agreed",
        "signed",
        "batch_linked",
        "filed",
    ]
    assert replay(f"agreements.{one}" for one in told) is AgreementState.FILED
    assert replay([]) is None
    with pytest.raises(ValueError, match="cannot follow"):
        replay(["agreements.drafted", "agreements.signed"])
    assert set(LEADS_TO.values()) - {None} == set(AgreementState)


@pytest.mark.parametrize(
    ("numbers", "kind", "before", "wrong"),
    [
        ({"people": 10, "party_members": 10}, AgreementKind.MAIN, {}, set()),
        ({"people": 10, "party_members": 11}, AgreementKind.MAIN, {}, {"party_members"}),
        ({"people": -1}, AgreementKind.MAIN, {}, {"people", "party_members"} - {"party_members"}),
        ({}, AgreementKind.MAIN, {}, {"people"}),
        ({"archives": 1}, AgreementKind.MAIN, {}, set()),
        ({"people": 1001}, AgreementKind.MAIN, {}, {"people"}),
        ({"people": -10}, AgreementKind.SUPPLEMENTARY, {"people": 10}, set()),
        ({"people": -11}, AgreementKind.SUPPLEMENTARY, {"people": 10}, {"people"}),
        ({"people": -8}, AgreementKind.SUPPLEMENTARY, {"people": 10, "party_members": 3}, {"party_members"}),
        ({}, AgreementKind.SUPPLEMENTARY, {"people": 10}, set()),
        ({"amount": Decimal("-0.01")}, AgreementKind.SUPPLEMENTARY, {}, {"amount"}),
    ],
)
def test_what_would_hold_is_neither_negative_nor_absurd(
    numbers: dict[str, int], kind: AgreementKind, before: dict[str, int], wrong: set[str]
) -> None:
    found = faults(Terms(Numbers(**numbers)), kind, Numbers(**before), LIMITS)
    assert found.keys() - {"party_members"} == wrong - {"party_members"}
    assert wrong <= found.keys()


def test_a_handover_cannot_end_before_it_begins() -> None:
    terms = Terms(Numbers(people=1), starts_on=date(2026, 2, 1), ends_on=date(2026, 1, 31))
    assert faults(terms, AgreementKind.MAIN, Numbers(), LIMITS).keys() == {"ends_on"}
    assert not faults(replace(terms, ends_on=date(2026, 2, 1)), AgreementKind.MAIN, Numbers(), LIMITS)


NUMBERS = st.builds(
    Numbers, st.integers(-999, 999), st.integers(-99, 99), st.integers(-99, 99),
    st.decimals(-999, 999, places=2), st.decimals(-999, 999, places=2),
)  # fmt: skip


@given(st.lists(NUMBERS, max_size=5))
def test_what_holds_is_the_sum_of_the_papers_whatever_their_order(papers: list[Numbers]) -> None:
    assert holding(papers) == holding(reversed(papers))
    assert holding(papers).people == sum(one.people for one in papers)
    assert holding(papers).amount == sum((one.amount for one in papers), Decimal(0))


@given(st.builds(Terms, NUMBERS, st.text(), st.text(), st.none() | st.dates(), st.none() | st.dates()))
def test_a_version_keeps_its_terms_to_the_last_digit(terms: Terms) -> None:
    assert Terms.of_json(terms.to_json()) == terms


def test_the_printed_text_holds_the_numbers_and_every_clause_its_ground() -> None:
    terms = Terms(Numbers(1234, 5, 6, Decimal("7.50"), Decimal(8)), "某日前退休人员", "慰问", date(2026, 3, 5), None)
    main = printed_text("main", terms)
    words = "".join(one.text for one in main)
    assert "1,234 人" in words and "7.50 平方米" in words and "2026年3月5日" in words and "（未填写）" in words
    assert [one.number for one in main][:2] == ["第一条", "第二条"] and "{" not in words
    extra = printed_text("supplementary", Terms(Numbers(people=-2)), main_no="移协〔2026〕0001号")
    assert "移协〔2026〕0001号" in extra[0].text and "-2 人" in extra[0].text
    assert len(extra) == 3, "what has no words is left out"
    few = printed_text("main", Terms(Numbers(people=3)))
    assert not {"人事档案", "党组织关系", "服务场所", "移交经费"} & {one.title for one in few}, (
        "nobody signs for 0 yuan"
    )
    assert len(few) == len(main) - 4 and [one.number for one in few][:2] == ["第一条", "第二条"]
    assert all(one.basis and one.standing in ("confirmed", "from_memory", "assumed") for one in clauses())
