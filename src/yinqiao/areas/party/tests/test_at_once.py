"""Two with the same member in their hands at the same moment, with real commits: one of them is first."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier

import pytest
from django.db import connection

from yinqiao.areas.handover.tests.conftest import make_scene
from yinqiao.areas.party.tests.transfers import SYSTEM, Transfer, lettered, member
from yinqiao.areas.party.types import MemberState
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import acting
from yinqiao.platform.events.models import Event

pytestmark = pytest.mark.db


def _at_once(*acts: Callable[[], object]) -> list[str]:
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        start.wait(30)
        try:
            act()
        except DomainError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        waiting = [pool.submit(copy_context().run, run, act) for act in acts]
        return [one.result() for one in waiting]


@pytest.mark.parametrize("companion_from", [1, 5000], ids=["two connections", "one connection"])
def test_a_member_whom_two_officers_accept_is_received_once(
    companion_from: int, settings: object, fresh_database: None
) -> None:
    settings.COMPANION_FROM = companion_from  # type: ignore[attr-defined]
    transfer = Transfer.of(make_scene())
    transfer.offer(lettered(102), lettered(103))
    transfer.check_in(102, 103)
    told = _at_once(lambda: transfer.accept(102, 103), lambda: transfer.accept(103, 102, by=transfer.district))
    assert sorted(told) == ["done", "party.members_not_open"]
    assert [len(transfer.holders(one)) for one in (102, 103)] == [2, 2]


def test_of_a_report_and_an_undo_of_the_list_one_is_done(fresh_database: None) -> None:
    transfer = Transfer.of(make_scene())
    batch_id = transfer.offer(lettered(102), lettered(103))
    told = _at_once(lambda: transfer.check_in(102), lambda: transfer.undo(batch_id))
    assert told in (["done", "party.reporting_begun"], ["party.members_not_open", "done"])
    expected = MemberState.CHECKED_IN if told[0] == "done" else MemberState.WITHDRAWN
    assert transfer.state(102) is expected


def test_two_with_the_same_numbers_do_not_both_record_them(fresh_database: None) -> None:
    transfer = Transfer.of(make_scene())
    transfer.offer(lettered(102), lettered(103))
    told = _at_once(lambda: transfer.issue(102), lambda: transfer.issue(103))
    assert sorted(told) == ["done", "party.letter_used"]
    held = sorted(len(transfer.letters(one)) for one in (102, 103))
    assert held == [1, 2]


@pytest.mark.parametrize("companion_from", [1, 5000], ids=["two connections", "one connection"])
def test_from_the_roster_to_the_receipt_two_connections_leave_what_one_does(
    companion_from: int, settings: object, fresh_database: None
) -> None:
    settings.COMPANION_FROM = companion_from  # type: ignore[attr-defined]
    transfer = Transfer.of(make_scene())
    transfer.offer(member(102), member(103))
    assert transfer.issue(102, 103) == transfer.check_in(102, 103) == transfer.accept(102, 103) == 2
    one, other = transfer.member(102), transfer.member(103)
    assert {one.state, other.state} == {MemberState.RECEIVED.value} and one.receipt_no != other.receipt_no
    assert transfer.holders(102) == [(one.enterprise_id, None, False), (None, one.place_no, True)]
    assert [len(transfer.letters(each)) for each in (102, 103)] == [1, 1]
    with acting(SYSTEM):
        told = [each.type for each in Event.objects.filter(subject_id=one.pk).order_by("id")]
    assert told == [f"party.{each}" for each in ("offered", "letter_recorded", "checked_in", "received")]


@pytest.mark.parametrize("companion_from", [1, 5000], ids=["two connections", "one connection"])
def test_of_two_first_letters_with_the_same_number_one_is_recorded(
    companion_from: int, settings: object, fresh_database: None
) -> None:
    settings.COMPANION_FROM = companion_from  # type: ignore[attr-defined]
    transfer = Transfer.of(make_scene())
    transfer.offer(member(102), member(103))
    told = _at_once(lambda: transfer.issue(102), lambda: transfer.issue(103))
    assert sorted(told) == ["done", "party.letter_used"]
    assert sorted(len(transfer.letters(one)) for one in (102, 103)) == [0, 1]
    assert sorted([transfer.state(102), transfer.state(103)]) == sorted(
        [MemberState.LETTER_ISSUED, MemberState.OFFERED]
    )
