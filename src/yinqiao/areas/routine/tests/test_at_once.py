"""Officers who do the same at the same moment, with real commits: one roster of the same people, one row per person."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier

import pytest
from django.db import connection

from yinqiao.areas.handover.tests.conftest import NOW, make_scene
from yinqiao.areas.lists import services as lists
from yinqiao.areas.lists.models import Batch
from yinqiao.areas.routine import services
from yinqiao.areas.routine.models import ExpectedRetiree
from yinqiao.areas.routine.tests.months import SYSTEM, THREE, Months, line
from yinqiao.areas.routine.types import RETIRING, ExpectedState
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import acting

pytestmark = pytest.mark.db
OFFICERS = 4


def _at_once(*works: Callable[[], object]) -> list[str]:
    """Do all of these at the same moment; “done” or the code of the refusal of each."""
    start = Barrier(len(works))

    def one(work: Callable[[], object]) -> str:
        start.wait(30)
        try:
            work()
        except DomainError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(works)) as pool:
        waiting = [pool.submit(copy_context().run, one, work) for work in works]
        return sorted(told.result() for told in waiting)


def test_of_four_officers_who_hand_over_the_same_people_one_makes_the_roster(fresh_database: None) -> None:
    months = Months.of(make_scene())
    months.expect(*THREE)
    months.confirm(301, 303)
    ids = [months.person(one).pk for one in (301, 303)]

    def hand_over() -> None:
        services.hand_over_people(actor=months.firm, at=NOW, ids=ids)

    told = _at_once(*[hand_over] * OFFICERS)
    assert told == ["done", *["routine.nobody_open"] * (OFFICERS - 1)]
    with acting(SYSTEM):
        (batch,) = Batch.objects.filter(kind="roster")
    assert {months.person(one).batch_id for one in (301, 303)} == {batch.pk}


def test_two_lists_that_name_the_same_new_person_make_one_row(fresh_database: None) -> None:
    months = Months.of(make_scene())
    batches = [
        months.check(line(301, unit=unit), line(serial, "李新")) for unit, serial in (("一分厂", 305), ("二分厂", 307))
    ]
    for batch_id in batches:
        lists.begin_submission(actor=months.firm, at=NOW, kind=RETIRING, batch_id=batch_id)

    def submit(batch_id: object) -> Callable[[], object]:
        return lambda: services.submit_batch(actor=months.firm, at=NOW, batch_id=batch_id)  # type: ignore[arg-type]

    assert _at_once(*(submit(one) for one in batches)) == ["done", "done"]
    with acting(SYSTEM):
        assert ExpectedRetiree.objects.count() == 3
    assert months.state(301) is ExpectedState.EXPECTED and months.steps(301) == ["expect", "renew"]
