"""Payments of old are taken over as far as each had got, in a few statements, with their events."""

from __future__ import annotations

from datetime import timedelta

import pytest

from yinqiao.areas.agreements.tests.talks import SYSTEM, TODAY
from yinqiao.areas.funds.services import OldPayment, take_over_payments
from yinqiao.areas.funds.tests.purse import Purse, voucher
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.kernel.errors import Invalid
from yinqiao.platform.access import acting
from yinqiao.platform.acts import perform
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
LONG_AGO = TODAY - timedelta(days=20)


def _take(purse: Purse, *old: OldPayment) -> int:
    with perform(actor=SYSTEM, action="demo.load_payments", at=NOW) as act:
        return take_over_payments(act=act, payments=old)


def _old(purse: Purse, number: str, **more: object) -> OldPayment:
    row = purse.talks.row(purse.agreement_id)
    return OldPayment(row, voucher("100", number, paid_on=LONG_AGO), **more)  # type: ignore[arg-type]


def test_each_stands_where_it_stood_and_goes_on_from_there(purse: Purse) -> None:
    taken = _take(purse, _old(purse, "1", received_on=TODAY), _old(purse, "2"), _old(purse, "3", reason="not_arrived"))
    assert (taken, purse.states()) == (3, ["confirmed", "noted", "returned"])
    with acting(SYSTEM):
        told = [
            list(Event.objects.filter(subject_id=one.pk).order_by("id").values_list("type", flat=True))
            for one in purse.rows()
        ]
    assert told == [["funds.noted", "funds.confirmed"], ["funds.noted"], ["funds.noted", "funds.returned"]]
    purse.confirm(2)
    purse.renew(3, voucher("100", "4"))
    purse.correct(1, voucher("90", "1"))
    assert purse.states() == ["confirmed", "confirmed", "replaced", "noted", "noted"]


@pytest.mark.parametrize(
    "more",
    [
        {"received_on": TODAY + timedelta(days=1)},
        {"received_on": LONG_AGO - timedelta(days=1)},
        {"reason": "so"},
        {"reason": "not_arrived", "received_on": TODAY},
    ],
)
def test_what_cannot_have_come_about_is_not_taken_over(purse: Purse, more: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        _take(purse, _old(purse, "1", **more))
    assert purse.rows() == []
