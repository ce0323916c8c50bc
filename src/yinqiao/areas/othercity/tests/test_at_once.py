"""Two with the same person or the same file at the same moment, with real commits: one of them is first."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier

import pytest
from django.db import connection

from yinqiao.areas.handover.tests.conftest import NOW, make_scene
from yinqiao.areas.othercity import services
from yinqiao.areas.othercity.models import Paper, Transfer
from yinqiao.areas.othercity.tests.cities import SYSTEM, Cities, days
from yinqiao.areas.othercity.types import TransferState
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import acting

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


def test_a_person_whom_two_officers_offer_goes_in_one_package(fresh_database: None) -> None:
    cities = Cities.of(make_scene())
    told = _at_once(lambda: cities.offer(202), lambda: cities.offer(202, by=cities.city))
    assert sorted(told) == ["done", "othercity.nobody_open"]
    with acting(SYSTEM):
        assert Transfer.objects.count() == 1


def test_of_a_withdrawal_and_an_acceptance_one_counts(fresh_database: None) -> None:
    cities = Cities.of(make_scene())
    (package,) = cities.offer(202)
    answer = cities.answer(package, (cities.transfer(202).pk, ""))
    told = _at_once(
        lambda: cities.take_in(answer, by=cities.desk),
        lambda: services.take_back(actor=cities.city, at=days(1), package_id=package.pk),
    )
    if told[0] == "done":
        assert told == ["done", "othercity.nothing_to_take_back"]
        assert (cities.transfer(202).state, cities.retiree(202).status) == (TransferState.ACCEPTED, "moved_away")
    else:
        assert told == ["othercity.answer_after_withdrawal", "done"]
        assert (cities.transfer(202).state, cities.retiree(202).status) == (TransferState.WITHDRAWN, "managed")


def test_a_file_that_two_take_in_is_one(fresh_database: None) -> None:
    cities = Cities.of(make_scene())
    content = cities.sealed(cities.message())
    assert _at_once(lambda: cities.take_in(content), lambda: cities.take_in(content, at=NOW)) == ["done", "done"]
    assert len(cities.arrivals()) == 1
    with acting(SYSTEM):
        assert Paper.objects.count() == 1
