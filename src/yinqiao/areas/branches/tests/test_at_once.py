"""Two officers with the same organisation at the same moment, with real commits: one is told, nothing happens twice."""

from __future__ import annotations

import pytest

from yinqiao.areas.assets.tests.test_at_once import _at_once as at_once
from yinqiao.areas.branches.tests.transfers import Handing
from yinqiao.areas.branches.types import State
from yinqiao.areas.handover.tests.conftest import make_scene
from yinqiao.areas.party.tests.transfers import Transfer

pytestmark = pytest.mark.db


def test_a_signature_and_a_withdrawal_at_once_leave_one_state_and_one_holder(fresh_database: None) -> None:
    handing = Handing(Transfer.of(make_scene()))
    handing.add()
    handing.offer()
    handing.step("approval")
    signed, withdrawn = at_once(lambda: handing.step("signed"), handing.withdraw)
    if signed == "done":
        assert (withdrawn, handing.state()) == ("branches.none_open", State.RECEIVED)
    else:
        assert withdrawn == "done" and handing.state() is State.LISTED
    assert len([one for one in handing.holders() if one[1]]) == 1


def test_of_two_with_the_same_name_at_once_one_is_listed(fresh_database: None) -> None:
    handing = Handing(Transfer.of(make_scene()))
    assert sorted(at_once(handing.add, handing.add)) == ["branches.name_taken", "done"]
