"""Whatever both sides do in whatever order: each member stands where the events lead, and one side is responsible."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from tools.invariants import INVARIANTS

from yinqiao.areas.handover.tests.conftest import CAST, roster
from yinqiao.areas.party.models import Member
from yinqiao.areas.party.tests.transfers import COMMUNITY, STREET, SYSTEM, Transfer, lettered, member
from yinqiao.areas.party.types import MemberState
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import acting
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
# One whom the register knows, two whom it does not.
SERIALS = (102, 203, 204)
REACHED = {
    "party.offered": MemberState.OFFERED, "party.letter_recorded": MemberState.LETTER_ISSUED,
    "party.checked_in": MemberState.CHECKED_IN, "party.received": MemberState.RECEIVED,
    "party.returned": MemberState.RETURNED, "party.withdrawn": MemberState.WITHDRAWN,
}  # fmt: skip


def _acts(transfer: Transfer, chance: random.Random) -> list[Callable[[], object]]:
    serial, first = chance.choice(SERIALS), f"{chance.randint(1, 9999):04d}"
    by, to = chance.choice([transfer.street, transfer.community]), chance.choice(["", STREET, COMMUNITY])
    line = chance.choice([member, lettered])(serial)
    roster_id = transfer.member(serial).roster_id
    return [
        lambda: transfer.offer(line), lambda: transfer.undo(roster_id), lambda: transfer.withdraw(serial),
        *[lambda: transfer.issue(serial, first=first, to=to)] * 3,
        *[lambda: transfer.check_in(serial, by=by)] * 4, *[lambda: transfer.accept(serial, by=by)] * 3,
        lambda: transfer.send_back(serial, by=by), lambda: transfer.check_in(*SERIALS, by=by),
        lambda: transfer.check_in(serial, on=date(2026, 2, 1), by=by),
    ]  # fmt: skip


def _holds() -> None:
    with acting(SYSTEM):
        for one in Member.objects.all():
            told = Event.objects.filter(subject_id=one.pk).order_by("id")
            last = [event for event in told if event.type in REACHED][-1]
            assert one.state == REACHED[last.type]
            assert {event.retiree_id for event in told} <= {one.retiree_id, None}
        with connection.cursor() as cursor:
            for invariant in INVARIANTS:
                if invariant.code.startswith(("member_", "party_")):
                    cursor.execute(invariant.query)
                    assert cursor.fetchall() == [], invariant.code


@pytest.mark.parametrize("seed", range(4))
def test_after_every_act_events_explain_the_state_and_who_is_responsible(transfer: Transfer, seed: int) -> None:
    chance, done = random.Random(seed), 0
    transfer.scene.submit(roster(CAST[0]))
    transfer.offer(*(member(serial) for serial in SERIALS))
    for _ in range(60):
        try:
            chance.choice(_acts(transfer, chance))()
        except DomainError:
            continue
        done += 1
        _holds()
    assert done > 3
