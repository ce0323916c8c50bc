"""Months charged: from when to when, by which base, anew where a base or a decision changes; nobody sees what is not theirs."""

from __future__ import annotations

from datetime import date

import pytest

from yinqiao.areas.dues import queries
from yinqiao.areas.dues.models import Account, Charge, Entry
from yinqiao.areas.dues.tests.branch import MARCH, Branch, pension
from yinqiao.areas.dues.types import Basis, Book, Ruling, RulingState, Source
from yinqiao.areas.handover.tests.conftest import CAST, Scene
from yinqiao.areas.party.tests.transfers import SYSTEM, TODAY, Transfer
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
MAY = date(2026, 5, 6)


def _charged(branch: Branch, serial: int) -> list[tuple[str, int, str]]:
    with acting(SYSTEM):
        found = Charge.objects.filter(account_id=branch.account(serial), is_standing=True).order_by("month")
        return [(f"{one.month:%Y-%m}", one.fen, one.why) for one in found]


def test_a_received_member_is_charged_from_the_month_after_the_one_that_the_letter_names(branch: Branch) -> None:
    branch.opened(_102="3286.50")
    assert _charged(branch, 102) == [("2026-03", 1643, "low")]
    assert branch.row(102).owed_months == 1 and branch.row(102).owed_fen == 1643


def test_without_a_base_nothing_is_charged_and_the_member_stands_on_the_list_of_those(branch: Branch) -> None:
    assert branch.run() == 0
    with acting(branch.street):
        found = queries.list_accounts(scope=branch.street.scope, today=TODAY, wanted=queries.NO_BASE)
        assert len(found) == 3


def test_missed_months_are_charged_at_once_and_a_second_run_charges_nothing(branch: Branch) -> None:
    branch.opened(_102="5000.00", _103="5000.01")
    assert branch.run(MAY) == 4
    assert branch.run(MAY) == 0
    assert _charged(branch, 102) == [("2026-03", 2500, "low"), ("2026-04", 2500, "low"), ("2026-05", 2500, "low")]
    assert [fen for _, fen, _ in _charged(branch, 103)] == [5000] * 3


def test_who_gets_minimum_living_allowance_pays_twenty_fen(branch: Branch) -> None:
    branch.run()
    told = pension("0", basis=Basis.RELIEF, source=Source.CIVIL, evidence="低保证")
    assert branch.tell(104, told) == 20


def test_a_base_told_anew_needs_a_reason_and_books_the_old_months_back(branch: Branch) -> None:
    branch.opened(_102="5000")
    branch.run(MAY)
    with pytest.raises(Invalid) as refusal:
        branch.tell(102, pension("4000"), MAY)
    assert refusal.value.code == "dues.reason_missing"
    branch.tell(102, pension("4000", reason="原来多报"), MAY)
    assert [fen for _, fen, _ in _charged(branch, 102)] == [2000] * 3
    assert branch.balances()[Book.RECEIVABLE] == 6000
    assert [one.fen for one in branch.lines(102)] == [2500, 2500, 2500, -2500, -2500, -2500, 2000, 2000, 2000]


def test_the_next_year_goes_by_the_base_before_until_a_new_one_is_told_and_says_so(branch: Branch) -> None:
    branch.opened(_102="5000")
    branch.run(date(2027, 1, 4))
    assert "沿用 2026 年" in branch.lines(102)[-1].note
    branch.tell(102, pension("6200", year=2027), date(2027, 1, 5))
    assert _charged(branch, 102)[-2:] == [("2026-12", 2500, "low"), ("2027-01", 6200, "high")]


def test_the_account_tells_the_jump_and_what_the_former_enterprise_took(branch: Branch) -> None:
    branch.run()
    branch.tell(102, pension("5000.01", former_fen=1500))
    note = branch.lines(102)[0].note
    assert "5,000.01 × 1% = 50.00" in note and "全部养老金" in note and "原企业每月收 15.00 元" in note


def test_less_or_nothing_is_paid_once_the_next_level_has_approved_what_the_branch_proposed(branch: Branch) -> None:
    branch.opened(_102="5000", _103="5000")
    exempt, less = branch.propose(102), branch.propose(103, Ruling.REDUCE, fen=1000)
    assert _charged(branch, 102) == [("2026-03", 2500, "low")]
    branch.answer(exempt)
    branch.answer(less)
    assert _charged(branch, 102) == [("2026-03", 0, "exempt")]
    assert _charged(branch, 103) == [("2026-03", 1000, "reduced")]
    assert branch.row(102).owed_months == 0
    assert "免交" in branch.lines(102)[-1].note


def test_neither_who_proposed_nor_an_office_that_is_not_above_may_approve(branch: Branch) -> None:
    branch.opened(_102="5000")
    proposed = branch.propose(102)
    for who, code in ((branch.street, "dues.not_by_the_same"), (branch.other_at_street(), "dues.not_above")):
        with pytest.raises(Refused) as refusal:
            branch.answer(proposed, by=who)
        assert refusal.value.code == code
    with pytest.raises(NotFound):
        branch.answer(proposed, by=branch.transfer.elsewhere)
    branch.answer(proposed, approves=False)
    assert branch.decision(proposed).state == RulingState.REFUSED
    with pytest.raises(Conflict):
        branch.answer(proposed)


def test_two_decisions_for_one_month_are_refused(branch: Branch) -> None:
    branch.opened(_102="5000")
    branch.propose(102)
    with pytest.raises(Conflict) as refusal:
        branch.propose(102, Ruling.SUSPEND, last=None)
    assert refusal.value.code == "dues.overlapping"


def test_a_suspended_membership_is_not_charged_until_it_is_lifted(branch: Branch) -> None:
    from yinqiao.areas.dues import services
    from yinqiao.areas.dues.tests.branch import at

    branch.opened(_102="5000")
    held = branch.propose(102, Ruling.SUSPEND, date(2026, 4, 1), None)
    branch.answer(held)
    branch.run(MAY)
    assert _charged(branch, 102) == [("2026-03", 2500, "low")]
    services.lift(
        actor=branch.street, at=at(MAY), decision_id=held, lock_version=branch.decision(held).lock_version, until_month=date(2026, 4, 1)
    )  # fmt: skip
    assert [month for month, _, _ in _charged(branch, 102)] == ["2026-03", "2026-05"]


def test_who_died_is_charged_no_more_and_what_was_charged_since_is_booked_back(scene: Scene) -> None:
    from yinqiao.areas.retirees.models import Retiree

    branch = Branch.of(Transfer.of(scene), CAST[0])
    branch.opened(_102="5000")
    branch.run(MAY)
    with acting(SYSTEM):
        person = branch.transfer.member(102).retiree_id
        assert person
        Retiree.objects.filter(pk=person).update(died_on=date(2026, 4, 10))
    branch.run(MAY)
    assert [month for month, _, _ in _charged(branch, 102)] == ["2026-03"]
    with acting(SYSTEM):
        Retiree.objects.filter(pk=person).update(died_on=None)
    branch.run(MAY, by=branch.street)
    assert [month for month, _, _ in _charged(branch, 102)] == ["2026-03"]
    branch.run(MAY)
    assert [month for month, _, _ in _charged(branch, 102)] == ["2026-03", "2026-04", "2026-05"]


def test_an_enterprise_a_place_elsewhere_and_an_overseer_see_nothing_of_dues(branch: Branch) -> None:
    branch.opened(_102="5000")
    overseer = branch.district.within(branch.district.scope.for_oversight())
    for who in (branch.transfer.firm, branch.transfer.elsewhere, overseer):
        with acting(who):
            assert not queries.list_accounts(scope=who.scope, today=TODAY)
            assert not [*Account.objects.all(), *Charge.objects.all(), *Entry.objects.all()]
        with pytest.raises((NotFound, Refused)):
            branch.tell(103, pension("5000"), by=who)


def test_what_was_booked_is_neither_changed_nor_deleted(branch: Branch) -> None:
    from django.db import IntegrityError, transaction

    branch.opened(_102="5000")
    with acting(SYSTEM):
        with pytest.raises(IntegrityError), transaction.atomic():
            Charge.objects.filter(month=MARCH).update(fen=1)
        with pytest.raises(IntegrityError), transaction.atomic():
            Charge.objects.all().delete()
        with pytest.raises(IntegrityError), transaction.atomic():
            Entry.objects.all().update(fen=1)
