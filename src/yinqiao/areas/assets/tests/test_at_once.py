"""Two officers with the same asset at the same moment, with real commits: one of them is told, nothing happens twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier

import pytest
from django.db import connection

from yinqiao.areas.assets.tests.estate import Estate, asset
from yinqiao.areas.assets.types import AssetState, HandoverPath
from yinqiao.areas.handover.tests.conftest import make_scene
from yinqiao.kernel.errors import DomainError

pytestmark = pytest.mark.db


def _at_once(*acts: Callable[[], object]) -> list[str]:
    """What each of the acts came to, begun at the same moment."""
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


def test_a_step_that_both_sides_record_at_once_is_done_once(fresh_database: None) -> None:
    estate = Estate.of(make_scene())
    estate.offer(asset())
    estate.survey()
    estate.step("group_approval")
    estate.step("valuation")
    told = _at_once(
        *(lambda who=who: estate.step("transfer_agreement", by=who) for who in (estate.firm, estate.street) * 2)
    )
    assert sorted(told) == [*["assets.changed_meanwhile"] * 3, "done"]
    assert len(estate.told()) == 3 and estate.asset().next_step == "title_registered"


def test_of_a_first_survey_and_an_undo_at_once_one_is_done(fresh_database: None) -> None:
    estate = Estate.of(make_scene())
    batch_id = estate.offer(asset(), asset("FW2"))
    surveyed, undone = _at_once(estate.survey, lambda: estate.undo(batch_id))
    if surveyed == "done":
        assert (undone, estate.state()) == ("assets.survey_begun", AssetState.SURVEYED)
        assert estate.batch(batch_id).state == "submitted" and estate.state("FW2") is AssetState.OFFERED
    else:
        assert (surveyed, undone) == ("not_found", "done")
        assert estate.state() is estate.state("FW2") is AssetState.WITHDRAWN


def test_of_an_answer_and_a_return_at_once_the_asset_is_in_one_state(fresh_database: None) -> None:
    estate = Estate.of(make_scene())
    estate.offer(asset())
    estate.survey()
    estate.propose(HandoverPath.LEASE)
    answered, returned = _at_once(
        lambda: estate.answer(HandoverPath.LEASE, is_agreed=True), estate.send_back
    )  # fmt: skip
    assert returned == "done" and answered in ("done", "assets.no_proposal")
    one = estate.asset()
    assert (one.state, one.proposed_path, one.owed_by) == ("returned", "", "enterprise")
    assert one.path == ("lease" if answered == "done" else "transfer")


def test_of_two_lists_with_the_same_asset_at_once_one_has_it(fresh_database: None) -> None:
    estate = Estate.of(make_scene())
    one, other = estate.check(asset(), asset("FW2")), estate.check(asset(), asset("FW3"))
    assert _at_once(lambda: estate.submit(one), lambda: estate.submit(other)) == ["done", "done"]
    assert estate.list(one).assets + estate.list(other).assets == 3
    assert sorted([estate.batch(one).counts["overtaken"], estate.batch(other).counts["overtaken"]]) == [0, 1]
