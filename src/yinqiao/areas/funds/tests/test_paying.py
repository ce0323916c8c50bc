"""Money is noted, confirmed, sent back, corrected and paid back; every sum holds and nobody answers himself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from yinqiao.areas.agreements.queries import get_figures
from yinqiao.areas.agreements.rules import differences
from yinqiao.areas.agreements.tests.talks import SYSTEM, TODAY, Talks
from yinqiao.areas.agreements.types import AgreementState, Side
from yinqiao.areas.funds.models import Payment
from yinqiao.areas.funds.queries import count_turns, get_payment, is_late, list_dues, list_payments
from yinqiao.areas.funds.tests.purse import COMING, PAST, Purse, money_terms, voucher
from yinqiao.areas.funds.types import SendBack
from yinqiao.areas.handover.tests.conftest import place_actor
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _lines(purse: Purse) -> dict[str, tuple[object, Side | None]]:
    """The open lines of the ledger, the same for both sides."""
    told = []
    for actor in (purse.firm, purse.street, purse.talks.district):
        with acting(actor):
            figures = get_figures(scope=actor.scope, agreement_id=purse.agreement_id)
        lines = differences(figures.of("amount"), purse.talks.row(purse.agreement_id).signed_on)
        told.append({one.gap.value: (one.amount, one.owner) for one in lines})
    assert told[0] == told[1] == told[2]
    return told[0]


def test_agreed_paid_and_received_meet_in_parts_and_the_ledger_says_whose_turn_it_is(purse: Purse) -> None:
    assert _lines(purse) == {"not_sent": (Decimal(20_000), Side.ENTERPRISE)}
    purse.pay(voucher("12000"))
    assert _lines(purse) == {"not_sent": (Decimal(8_000), Side.ENTERPRISE), "waits": (Decimal(12_000), Side.PLACE)}
    purse.confirm(1)
    purse.pay(voucher("5000.50", "HD-2", "archive"))
    purse.confirm(2)
    assert _lines(purse) == {"not_sent": (Decimal("2999.50"), Side.ENTERPRISE)}
    purse.pay(voucher("2999.50", "HD-3", "archive"))
    purse.confirm(3, by=purse.talks.district)
    assert _lines(purse) == {}
    purse.close("人员另行移交")
    assert purse.talks.row(purse.agreement_id).end_rest.get("amount") is None


def test_what_came_back_is_noted_anew_beside_the_old_or_withdrawn(purse: Purse) -> None:
    purse.pay(voucher("12000"))
    purse.send_back(1)
    assert _lines(purse) == {"not_sent": (Decimal(20_000), Side.ENTERPRISE)}
    purse.renew(1, voucher("11000"))
    assert purse.states() == ["replaced", "noted"]
    assert purse.row(2).renews_id == purse.row(1).pk
    purse.send_back(2)
    purse.withdraw(2)
    assert purse.states() == ["replaced", "withdrawn"]


def test_a_correction_counts_once_the_other_side_has_confirmed_it_and_the_old_row_stays(purse: Purse) -> None:
    purse.pay(voucher("12000"))
    purse.confirm(1)
    purse.correct(1, voucher("1200", remark="多写一个零"), by=purse.street)
    assert purse.account().sums["service"].received == Decimal(12_000)
    with pytest.raises(Conflict, match="correction_open"):
        purse.correct(1, voucher("1300", "HD-9"))
    with pytest.raises(Refused):
        purse.confirm(2, by=purse.street)
    purse.confirm(2, by=purse.firm)
    assert purse.states() == ["replaced", "confirmed"]
    assert purse.account().sums["service"].received == Decimal(1_200)
    assert purse.row(1).amount == Decimal(12_000)


def test_a_correction_that_came_back_is_noted_anew_and_still_names_what_it_corrects(purse: Purse) -> None:
    purse.pay(voucher("12000"))
    purse.confirm(1)
    purse.correct(1, voucher("1200"))
    purse.send_back(2)
    purse.renew(2, voucher("0"))
    assert purse.row(3).corrects_id == purse.row(1).pk
    purse.confirm(3)
    assert purse.states() == ["replaced", "replaced", "confirmed"]
    assert purse.account().sums.get("service") is None


def test_what_was_paid_beyond_is_everybodys_turn_until_it_is_paid_back_and_that_is_confirmed(purse: Purse) -> None:
    purse.pay(voucher("12500"))
    purse.confirm(1)
    beyond = {"not_sent": (Decimal(8_000), Side.ENTERPRISE), "surplus": (Decimal(500), None)}
    assert _lines(purse) == beyond
    with pytest.raises(Invalid, match="beyond_received"):
        purse.refund(voucher("12500.01", "TK-1"))
    purse.refund(voucher("500", "TK-1"))
    assert _lines(purse) == beyond
    with pytest.raises(Refused):
        purse.confirm(2, by=purse.street)
    purse.confirm(2, by=purse.firm)
    assert _lines(purse) == {"not_sent": (Decimal(8_000), Side.ENTERPRISE)}


def test_money_of_one_kind_does_not_pay_another(purse: Purse) -> None:
    purse.pay(voucher("20000"))
    purse.confirm(1)
    assert _lines(purse) == {"not_sent": (Decimal(8_000), Side.ENTERPRISE), "surplus": (Decimal(8_000), None)}


def test_a_correction_leaves_no_more_to_have_gone_back_than_has_come(purse: Purse) -> None:
    purse.pay(voucher("12500"))
    purse.confirm(1)
    purse.correct(1, voucher("400"))
    purse.refund(voucher("500", "TK-1"))
    with pytest.raises(Invalid, match="beyond_received"):
        purse.confirm(2)
    assert purse.states() == ["confirmed", "noted", "noted"]


def test_a_supplement_changes_what_is_due_and_an_overpaid_sum_may_become_agreed(purse: Purse) -> None:
    purse.pay(voucher("12500"))
    purse.confirm(1)
    purse.supplement("-7500", (replace(money_terms().instalments[1], amount=Decimal(-8_000)),
                               replace(money_terms().instalments[0], amount=Decimal(500))))  # fmt: skip
    assert _lines(purse) == {}


WRONG: dict[str, tuple[str, Callable[[Purse], object]]] = {
    "nothing": ("funds.not_possible", lambda purse: purse.pay(voucher("0"))),
    "less than nothing": ("funds.not_possible", lambda purse: purse.pay(voucher("-5"))),
    "a third decimal": ("funds.not_possible", lambda purse: purse.pay(voucher("5.005"))),
    "beyond measure": ("funds.not_possible", lambda purse: purse.pay(voucher("1000000001"))),
    "tomorrow": ("funds.not_possible", lambda purse: purse.pay(voucher("5", paid_on=TODAY + timedelta(days=1)))),
    "an unknown kind": ("funds.not_possible", lambda purse: purse.pay(voucher("5", kind="bribe"))),
    "no voucher": ("funds.not_possible", lambda purse: purse.pay(voucher("5", " "))),
    "the same voucher": ("funds.voucher_taken", lambda purse: purse.pay(voucher("7", "HD-0"))),
    "no scan": ("files.not_a_scan", lambda purse: purse.pay(replace(voucher("5"), scan_name="回单.exe"))),
    "received before paid": (
        "funds.not_possible", lambda purse: purse.confirm(1, received_on=TODAY - timedelta(days=1)),
    ),
    "received tomorrow": (
        "funds.not_possible", lambda purse: purse.confirm(1, received_on=TODAY + timedelta(days=1)),
    ),
    "no reason": ("funds.not_possible", lambda purse: purse.send_back(1, answer=SendBack("so"))),
    "other without words": ("funds.not_possible", lambda purse: purse.send_back(1, answer=SendBack("other", " "))),
    "a refund before anything came": ("funds.beyond_received", lambda purse: purse.refund(voucher("1", "TK-1"))),
    "a correction of what waits": ("funds.step_not_open", lambda purse: purse.correct(1, voucher("5"))),
    "a confirmation of one's own": ("funds.not_your_step", lambda purse: purse.confirm(1, by=purse.firm)),
    "a withdrawal of the other's": ("funds.not_your_step", lambda purse: purse.withdraw(1, by=purse.street)),
    "another enterprise": ("not_found", lambda purse: purse.confirm(1, by=purse.talks.rival)),
    "another street": ("not_found", lambda purse: purse.confirm(1, by=purse.talks.elsewhere)),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_nobody_can_mean_or_may_do_is_refused_and_changes_nothing(purse: Purse, what: str) -> None:
    purse.pay(voucher("3", "HD-0"))
    code, act = WRONG[what]
    with pytest.raises(DomainError) as refusal:
        act(purse)
    assert refusal.value.code == code
    assert purse.states() == ["noted"]


def test_the_place_notes_no_payment_and_the_enterprise_no_refund(purse: Purse) -> None:
    payer, payee = replace(purse, talks=replace(purse.talks, enterprise=purse.street)), purse.talks.enterprise
    with pytest.raises(Refused):
        payer.pay(voucher("5"))
    with pytest.raises(Refused):
        replace(purse, talks=replace(purse.talks, street=payee)).refund(voucher("5"))


def test_nothing_is_paid_before_the_signature_and_after_the_end_only_what_waits_is_answered(talks: Talks) -> None:
    for state in (AgreementState.DRAFT, AgreementState.PROPOSED, AgreementState.AGREED):
        with pytest.raises(NotFound):
            Purse.of(talks, to=state).pay(voucher("5"))
    purse = Purse.of(talks)
    for number in (1, 2, 3):
        purse.pay(voucher("100", f"HD-{number}"))
    purse.confirm(1)
    purse.close("余款由双方另行商定")
    assert purse.talks.row(purse.agreement_id).end_rest["amount"] == "19900.00"
    with pytest.raises(Conflict, match="agreement_over"):
        purse.pay(voucher("5", "HD-4"))
    with pytest.raises(Conflict, match="agreement_over"):
        purse.correct(1, voucher("5"))
    purse.confirm(2)
    purse.send_back(3)
    purse.withdraw(3)
    assert purse.states() == ["confirmed", "confirmed", "withdrawn"]


def test_who_acts_on_what_somebody_else_has_answered_meanwhile_is_told_so(purse: Purse) -> None:
    purse.pay(voucher("100"))
    before = purse.seen(1)
    purse.confirm(1)
    stale = replace(purse, talks=purse.talks)
    object.__setattr__(stale, "seen", lambda number: before)
    with pytest.raises(Conflict) as refusal:
        stale.send_back(1)
    assert refusal.value.code == "funds.changed_meanwhile"


def test_what_was_noted_is_neither_changed_nor_deleted_even_past_our_code(purse: Purse) -> None:
    purse.pay(voucher("100"))
    for statement in ("UPDATE funds_payment SET amount = 1", "DELETE FROM funds_payment"):
        with acting(SYSTEM), pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_only_the_two_sides_and_those_above_see_the_money(purse: Purse) -> None:
    made = purse.pay(voucher("100"))
    for actor in (purse.firm, purse.street, purse.talks.district):
        with acting(actor):
            assert get_payment(scope=actor.scope, payment_id=made).number == 1
    for actor in (purse.talks.rival, purse.talks.elsewhere):
        with acting(actor):
            assert list(list_payments(scope=actor.scope)) == []
            assert Payment.objects.count() == 0
            assert list_dues(scope=actor.scope) == []


def test_late_money_is_the_payers_late_answers_the_receivers_and_some_days_later_the_districts(purse: Purse) -> None:
    purse.pay(voucher("100"))
    late = [one.line.due.due_on for one in _dues(purse) if is_late(one, TODAY)]
    assert late == [PAST]
    street, district = purse.street, purse.talks.district
    answer_by = purse.row(1).answer_by
    for days, expected in ((0, (1, 0)), (5, (1, 0)), (6, (1, 1))):
        day = answer_by + timedelta(days=days)
        with acting(street):
            at_street = count_turns(scope=street.scope, today=day)
        with acting(district):
            at_district = count_turns(scope=district.scope, today=day)
        assert (at_street.answer, at_district.risen) == expected
        assert (at_street.risen, at_district.answer) == (0, 0)
    with acting(purse.firm):
        counts = count_turns(scope=purse.firm.scope, today=TODAY)
    assert (counts.late, counts.soon, counts.answer, counts.returned) == (1, 1, 0, 0)
    with acting(purse.firm):
        after = count_turns(scope=purse.firm.scope, today=COMING + timedelta(days=1))
    assert (after.late, after.soon) == (2, 0)


def _dues(purse: Purse) -> list[object]:
    with acting(purse.firm):
        return list(list_dues(scope=purse.firm.scope))


def test_money_follows_its_street_to_the_heir(purse: Purse) -> None:
    from yinqiao.areas.organisations.following import COLUMNS

    assert ("funds_payment", "place_no") in COLUMNS
    assert place_actor("street_officer", "430104001000").scope.covers_place(purse.talks.parties().place_no)
