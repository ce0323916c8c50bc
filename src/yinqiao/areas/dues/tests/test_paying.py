"""Money that comes in and moves on: limits, receipts, reverse entries; the ledger is in balance to the fen."""

from __future__ import annotations

from datetime import date

import pytest

from yinqiao.areas.dues import queries, services
from yinqiao.areas.dues.tests.branch import Branch, at
from yinqiao.areas.dues.types import Book, Method, Move, Payer
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.party.tests.transfers import SYSTEM, TODAY
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
AUGUST, SEPTEMBER = date(2026, 8, 31), date(2026, 9, 1)


def test_a_payment_covers_the_earliest_month_and_has_the_next_receipt(branch: Branch) -> None:
    branch.opened(_102="5000")
    branch.run(date(2026, 5, 6))
    first = branch.take({102: 2500})
    row = branch.row(102, date(2026, 5, 6))
    assert (row.owed_months, row.owed_fen, f"{row.unpaid_from:%Y-%m}") == (2, 5000, "2026-04")
    second = branch.take({102: 2600})
    assert branch.row(102, date(2026, 5, 6)).owed_months == 1
    with acting(branch.street):
        numbers = [queries.get_payment(scope=branch.street.scope, payment_id=one).receipt_no for one in (first, second)]
    assert numbers == ["2026-0001", "2026-0002"]


def test_six_months_may_be_made_up_and_seven_need_the_branch(branch: Branch) -> None:
    branch.opened(_102="5000")
    branch.run(AUGUST)
    assert branch.row(102, AUGUST).owed_months == 6
    branch.take({102: 1}, AUGUST)
    branch.run(SEPTEMBER)
    with pytest.raises(Refused) as refusal:
        branch.take({102: 2500}, SEPTEMBER)
    assert refusal.value.code == "dues.over_six"
    branch.take({102: 2500}, SEPTEMBER, meeting_on=SEPTEMBER)
    assert branch.row(102, SEPTEMBER).owed_months == 6


def test_six_months_may_be_paid_ahead_and_not_a_fen_more(branch: Branch) -> None:
    branch.opened(_102="5000")
    with pytest.raises(Invalid) as refusal:
        branch.take({102: 2500 * 7 + 1})
    assert refusal.value.code == "dues.too_far_ahead"
    branch.take({102: 2500 * 7})
    assert branch.row(102).owed_fen == -6 * 2500
    assert branch.run(AUGUST) == 5 and branch.row(102, AUGUST).owed_months == 0


def test_nobody_pays_before_the_sum_is_known_nor_for_a_member_elsewhere(branch: Branch) -> None:
    branch.opened(_102="5000")
    with pytest.raises(Conflict) as refusal:
        branch.take({102: 100, 103: 100})
    assert refusal.value.code == "dues.no_standard"
    with pytest.raises(NotFound):
        branch.take({102: 100}, by=branch.transfer.elsewhere)
    assert branch.purse().of(Book.CASH) == 0


@pytest.mark.parametrize(
    ("fen", "day", "payer", "note"),
    [(0, TODAY, Payer.SELF, ""), (-1, TODAY, Payer.SELF, ""), (100, date(2026, 3, 3), Payer.SELF, ""),
     (100, TODAY, Payer.ENTERPRISE, " ")],
)  # fmt: skip
def test_what_cannot_be_is_refused(branch: Branch, fen: int, day: date, payer: Payer, note: str) -> None:
    from yinqiao.areas.dues.types import Slip

    branch.opened(_102="5000")
    slip = Slip(Method.CASH, payer, day, {branch.account(102): fen}, note)
    with pytest.raises(Invalid):
        services.take_payment(actor=branch.street, at=at(TODAY), slip=slip)


def test_a_lump_of_an_enterprise_is_one_receipt_with_a_part_for_each(branch: Branch) -> None:
    branch.opened(_102="5000", _103="6200")
    made = branch.take({102: 2500, 103: 6200}, method=Method.BANK, payer=Payer.ENTERPRISE, note="中湘机床")
    with acting(branch.street):
        parts = queries.list_parts(scope=branch.street.scope, payment_id=made)
    assert sorted(fen for _, _, fen in parts) == [2500, 6200]
    assert branch.purse().of(Book.BANK) == 8700
    assert branch.row(102).owed_months == branch.row(103).owed_months == 0


def test_a_reversed_payment_leaves_both_entries_and_is_reversed_once(branch: Branch) -> None:
    branch.opened(_102="5000")
    made = branch.take({102: 2500})
    branch.reverse(made)
    assert branch.row(102).owed_fen == 2500 and branch.purse().of(Book.CASH) == 0
    assert [one.fen for one in branch.lines(102)] == [2500, -2500, 2500]
    with pytest.raises(Conflict) as refusal:
        branch.reverse(made)
    assert refusal.value.code == "dues.reversed_already"


def test_money_goes_to_the_bank_and_up_and_no_more_than_there_is(branch: Branch) -> None:
    branch.opened(_102="5000")
    made = branch.take({102: 2500})
    branch.move(Move.DEPOSIT, 2000)
    with pytest.raises(Invalid) as refusal:
        branch.move(Move.HAND_UP, 2001, "P-2")
    assert refusal.value.code == "dues.not_enough"
    sent = branch.move(Move.HAND_UP, 1500, "P-2")
    assert [branch.purse().of(one) for one in (Book.CASH, Book.BANK, Book.HANDED_UP)] == [500, 500, 1500]
    with pytest.raises(Conflict) as spent:
        branch.reverse(made)
    assert spent.value.code == "dues.spent"
    with pytest.raises(Conflict) as taken:
        branch.move(Move.HAND_UP, 100, "P-2")
    assert taken.value.code == "dues.voucher_taken"
    services.reverse_move(actor=branch.street, at=NOW, transfer_id=sent, reason="退回")
    assert branch.purse().of(Book.BANK) == 2000
    with pytest.raises(NotFound):
        branch.move(Move.DEPOSIT, 1, "P-3", by=branch.transfer.elsewhere)


def test_the_sheet_of_a_year_tells_sums_that_are_those_of_the_ledger(branch: Branch) -> None:
    branch.opened(_102="5000", _103="6200")
    branch.take({102: 2500})
    branch.reverse(branch.take({103: 6200}))
    branch.move(Move.HAND_UP_CASH, 1000)
    with acting(branch.street):
        sheet = queries.year_sheet(scope=branch.street.scope, year=2026)
    assert sheet == {"charged": 8700, "paid": 2500, "handed_up": 1000, "members": 1}


def test_the_ledger_sums_to_nothing(branch: Branch) -> None:
    branch.opened(_102="5000", _103="6200")
    branch.take({102: 2500})
    branch.move(Move.DEPOSIT, 2500)
    balances = branch.balances()
    assert sum(balances.values()) == 0 and balances[Book.RECEIVABLE] == 6200
    with acting(SYSTEM):
        from yinqiao.areas.dues.models import Standing

        assert all(one.charged - one.paid == 6200 or one.charged == one.paid for one in Standing.objects.all())
