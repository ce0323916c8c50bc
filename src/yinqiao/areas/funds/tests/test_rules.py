"""Flow, plan and sums of money, at their edges."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.agreements.types import FundsAgreed, Instalment, Side
from yinqiao.areas.funds.rules import (
    FLOW,
    account_of,
    dues_of,
    is_theirs,
    left_to_refund,
    open_steps,
    reasons,
    replay,
    sums_of,
)
from yinqiao.areas.funds.types import Due, DueState, Entry, Flow, PaymentState, PaymentStep

pytestmark = pytest.mark.fast

DAY = date(2026, 6, 30)
ONE = UUID(int=1)
_S = PaymentState
KINDS = ("service", "archive", "lump")


def paper(
    amount: str, *parts: Instalment, is_main: bool = True, no: str = "1", ends_on: date | None = DAY
) -> FundsAgreed:
    return FundsAgreed(ONE, no, is_main, date(2026, 1, 1), Decimal(amount), parts, ends_on)


def part(amount: str, kind: str = "service", due_on: date = DAY) -> Instalment:
    return Instalment(kind, Decimal(amount), due_on)


def paid(amount: str, state: PaymentState = _S.CONFIRMED, flow: Flow = Flow.PAYMENT, **more: object) -> Entry:
    return Entry(str(more.pop("kind", "service")), flow, state, Decimal(amount), DAY, **more)  # type: ignore[arg-type]


def test_a_paper_without_instalments_is_one_sum_due_on_the_last_day_of_the_handover() -> None:
    assert dues_of([paper("200")], "lump") == [Due("lump", DAY, Decimal(200))]
    assert dues_of([paper("200", ends_on=None)], "lump") == [Due("lump", date(2026, 1, 1), Decimal(200))]
    added = paper("50", is_main=False, no="1-1", ends_on=None)
    assert dues_of([added, paper("200")], "lump") == [Due("lump", DAY, Decimal(250))]


def test_what_a_supplement_takes_off_comes_off_what_is_due_last_of_its_kind_and_then_of_the_others() -> None:
    later = DAY + timedelta(days=30)
    main = paper("300", part("100"), part("120", due_on=later), part("80", "archive", later))
    less = paper("-150", part("-150"), is_main=False, no="1-1")
    assert dues_of([main, less], "lump") == [
        Due("service", DAY, Decimal(70)), Due("archive", later, Decimal(80)),
    ]  # fmt: skip
    much = paper("-250", part("-250"), is_main=False, no="1-1")
    assert [(one.kind, one.amount) for one in dues_of([main, much], "lump")] == [("archive", Decimal(50))]


@given(
    mains=st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 500), st.integers(0, 90)), min_size=1, max_size=6),
    changes=st.lists(st.tuples(st.sampled_from(KINDS), st.integers(-300, 300), st.integers(0, 90)), max_size=6),
)
def test_whatever_supplements_say_the_plan_adds_up_to_what_holds_and_no_instalment_is_negative(
    mains: list[tuple[str, int, int]], changes: list[tuple[str, int, int]]
) -> None:
    papers = [
        paper(str(sum(one[1] for one in mains)), *(part(str(n), k, DAY + timedelta(days=d)) for k, n, d in mains))
    ]
    total = papers[0].amount
    for number, (kind, amount, days) in enumerate(changes):
        if amount and total + amount >= 0:
            total += amount
            change = part(str(amount), kind, DAY + timedelta(days=days))
            papers.append(paper(str(amount), change, is_main=False, no=f"1-{number:02d}"))
    dues = dues_of(reversed(papers), "lump")
    assert sum(one.amount for one in dues) == total
    assert all(one.amount > 0 for one in dues)
    assert [one.due_on for one in dues] == sorted(one.due_on for one in dues)


def test_paid_counts_what_was_noted_and_received_what_was_confirmed_and_refunds_count_once_confirmed() -> None:
    entries = [
        paid("100"), paid("50", _S.NOTED), paid("20", flow=Flow.REFUND), paid("5", _S.NOTED, Flow.REFUND),
        paid("30", _S.RETURNED), paid("40", _S.WITHDRAWN), paid("60", _S.REPLACED),
        paid("90", _S.NOTED, is_correction=True),
    ]  # fmt: skip
    sums = sums_of(entries)["service"]
    assert (sums.paid, sums.received, sums.waits, sums.waits_since) == (Decimal(130), Decimal(80), Decimal(50), DAY)
    assert left_to_refund(entries) == {"service": Decimal(75)}


def test_the_earliest_of_a_kind_is_paid_first_and_what_is_beyond_is_a_surplus() -> None:
    later = DAY + timedelta(days=30)
    dues = dues_of([paper("300", part("100"), part("200", due_on=later))], "lump")
    account = account_of(dues, [paid("100"), paid("50", _S.NOTED)])
    assert [(one.paid, one.received, one.state) for one in account.lines] == [
        (Decimal(100), Decimal(100), DueState.SETTLED), (Decimal(50), Decimal(0), DueState.PART),
    ]  # fmt: skip
    beyond = account_of(dues, [paid("310", _S.NOTED), paid("7", kind="archive")])
    assert [one.state for one in beyond.lines] == [DueState.PAID, DueState.PAID]
    assert (beyond.surplus("service"), beyond.surplus("archive")) == (Decimal(10), Decimal(7))
    assert account_of(dues, []).lines[0].state is DueState.OPEN


def test_an_instalment_is_late_from_the_day_after_its_last_as_long_as_something_is_unpaid() -> None:
    open_line = account_of([Due("service", DAY, Decimal(100))], [paid("99.99")]).lines[0]
    assert not open_line.is_late(DAY) and open_line.is_late(DAY + timedelta(days=1))
    whole = account_of([Due("service", DAY, Decimal(100))], [paid("100", _S.NOTED)]).lines[0]
    assert not whole.is_late(DAY + timedelta(days=1))


ENTRIES = st.builds(
    Entry, kind=st.sampled_from(KINDS), flow=st.sampled_from(Flow), state=st.sampled_from(PaymentState),
    amount=st.decimals(0, 500, places=2), noted_on=st.just(DAY), is_correction=st.booleans(),
)  # fmt: skip


@given(
    plan=st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 300), st.integers(0, 60)), max_size=6),
    entries=st.lists(ENTRIES, max_size=12),
)
def test_agreed_less_paid_is_what_is_unpaid_less_what_is_beyond_for_every_kind(
    plan: list[tuple[str, int, int]], entries: list[Entry]
) -> None:
    dues = [Due(kind, DAY + timedelta(days=days), Decimal(amount)) for kind, amount, days in sorted(plan)]
    account = account_of(sorted(dues, key=lambda one: one.due_on), entries)
    for kind in account.kinds:
        lines = [one for one in account.lines if one.due.kind == kind]
        now = account.sums.get(kind)
        if now is not None and now.received >= 0:
            assert account.agreed(kind) - now.paid == sum(one.rest for one in lines) - account.surplus(kind)
            assert now.received <= now.paid
        assert all(0 <= one.received <= one.paid <= one.due.amount for one in lines)


def test_nobody_confirms_his_own_word_and_either_may_correct() -> None:
    for noted_by in Side:
        for side in Side:
            told = {one for one in PaymentStep if is_theirs(noted_by, one, side)}
            own = {PaymentStep.WITHDRAW, PaymentStep.RENEW, PaymentStep.CORRECT}
            other = {PaymentStep.CONFIRM, PaymentStep.SEND_BACK, PaymentStep.CORRECT}
            assert told - {PaymentStep.REPLACE} == (own if side is noted_by else other)
    assert not any(is_theirs(Side.PLACE, one, None) for one in PaymentStep)


def test_after_the_end_of_the_agreement_only_answering_and_withdrawing_are_left() -> None:
    left = {
        one
        for state in PaymentState
        for side in Side
        for one in open_steps(state, Side.ENTERPRISE, side, is_live=False)
    }
    assert left <= {PaymentStep.CONFIRM, PaymentStep.SEND_BACK, PaymentStep.WITHDRAW, PaymentStep.REPLACE}


def test_every_state_but_the_last_ones_has_a_step_and_events_that_cannot_follow_are_refused() -> None:
    assert {state for state, steps in FLOW.items() if not steps} == {_S.WITHDRAWN, _S.REPLACED}
    assert replay([]) is None
    assert replay(["funds.noted", "funds.returned", "funds.replaced"]) is _S.REPLACED
    for wrong in (
        ["funds.confirmed"],
        ["funds.noted", "funds.replaced"],
        ["funds.noted", "funds.withdrawn", "funds.confirmed"],
    ):
        with pytest.raises(ValueError, match="cannot follow"):
            replay(wrong)


def test_reasons_are_known_by_their_code_and_the_last_one_asks_for_words() -> None:
    assert len(reasons()) == 6
    assert [one.code for one in reasons().values() if one.needs_note] == ["other"]
