"""Random walks of acts by everybody: events replay to states, sums are those of what happened, and the ledger adds up."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yinqiao.areas.agreements.queries import get_figures
from yinqiao.areas.agreements.rules import differences
from yinqiao.areas.agreements.tests.talks import SYSTEM
from yinqiao.areas.funds.rules import left_to_refund, replay
from yinqiao.areas.funds.tests.purse import Purse, voucher
from yinqiao.areas.funds.types import Flow, PaymentState
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]

Act = Callable[[Purse, Actor, int, int], object]
ACTS: dict[str, Act] = {
    "pay": lambda purse, by, n, money: purse.pay(voucher(str(money), f"HD-{n}", ("service", "archive")[money % 2])),
    "refund": lambda purse, by, n, money: purse.refund(voucher(str(money), f"TK-{n}")),
    "confirm": lambda purse, by, n, money: purse.confirm(n, by=by),
    "send_back": lambda purse, by, n, money: purse.send_back(n, by=by),
    "withdraw": lambda purse, by, n, money: purse.withdraw(n, by=by),
    "renew": lambda purse, by, n, money: purse.renew(n, voucher(str(money), f"HD-{n}"), by=by),
    "correct": lambda purse, by, n, money: purse.correct(n, voucher(str(money - 1), f"HD-{n}"), by=by),
    "supplement": lambda purse, by, n, money: purse.supplement(str(money - 7_000)),
    "close": lambda purse, by, n, money: purse.close("已说明"),
}
OFTEN = ("pay", "confirm", "pay", "confirm", "correct", "send_back", "renew", "refund")
STEPS = st.tuples(
    st.sampled_from(("enterprise", "street", "district")), st.sampled_from([*ACTS, *OFTEN * 3]), st.integers(1, 8),
    st.integers(1, 14_000),
)  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=20, max_size=50))
def test_whatever_is_tried_events_tell_the_states_and_the_ledger_adds_up(
    purse: Purse, steps: list[tuple[str, str, int, int]]
) -> None:
    undo = transaction.savepoint()
    for who, act, which, money in steps:
        number = which if act in ("pay", "refund", "supplement", "close") else min(which, len(purse.rows()))
        if number:
            try:
                ACTS[act](purse, getattr(purse.talks, who), number, money)
            except DomainError:
                continue
    _told_right(purse)
    _adds_up(purse)
    transaction.savepoint_rollback(undo)


def _told_right(purse: Purse) -> None:
    """States and sums follow from the events alone."""
    told: dict[int, list[Event]] = {}
    rows = purse.rows()
    with acting(SYSTEM), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        for one in rows:
            told[one.number] = list(Event.objects.filter(subject_id=one.pk).order_by("id"))
    assert [one.number for one in rows] == list(range(1, len(rows) + 1))
    received: dict[str, Decimal] = {}
    for one in rows:
        state = replay(event.type for event in told[one.number])
        said = told[one.number][0].data
        assert (state, said["kind"], Decimal(said["amount"])) == (one.state, one.kind, one.amount)
        if state is PaymentState.CONFIRMED:
            sign = 1 if said["flow"] == Flow.PAYMENT else -1
            received[one.kind] = received.get(one.kind, Decimal(0)) + sign * one.amount
    account = purse.account()
    for kind, amount in received.items():
        now = account.sums.get(kind)
        assert (now.received if now else 0) == amount
    assert all(left >= 0 for left in left_to_refund(one.entry for one in rows).values())


def _adds_up(purse: Purse) -> None:
    """Both sides read the same, and the open lines are what separates agreed from received."""
    read = []
    for actor in (purse.firm, purse.street):
        with acting(actor):
            read.append(get_figures(scope=actor.scope, agreement_id=purse.agreement_id).of("amount"))
    assert (read[0].agreed, read[0].sent, read[0].received) == (read[1].agreed, read[1].sent, read[1].received)
    signs = {"not_sent": 1, "waits": 1, "surplus": -1}
    lines = differences(read[0], None)
    assert all(one.amount > 0 for one in lines)
    assert sum(signs[one.gap.value] * one.amount for one in lines) == read[0].agreed - read[0].received
