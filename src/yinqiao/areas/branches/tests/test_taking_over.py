"""Organisations of an old system stand where their path had brought them, with its steps, holder, events and members."""

from __future__ import annotations

import polars as pl
import pytest

from yinqiao.areas.branches import services
from yinqiao.areas.branches.models import Organisation
from yinqiao.areas.branches.rules import paths
from yinqiao.areas.branches.tests.test_walks import _holds as every_one_holds
from yinqiao.areas.branches.tests.transfers import DAY, FIRST, SYSTEM, Handing
from yinqiao.areas.branches.types import Headcount
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party.tests.transfers import STREET, lettered
from yinqiao.platform.access import acting
from yinqiao.platform.acts import perform

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_each_stands_after_every_number_of_steps_as_if_it_had_walked_here(handing: Handing) -> None:
    handing.party.offer(lettered(102), lettered(104))
    ways = [(path.value, done, "") for path, steps in paths().items() for done in range(len(steps) + 1)]
    ways.append(("whole", 1, "members_differ"))
    names = [FIRST, *(f"第{number}支部" for number in range(1, len(ways)))]
    frame = pl.DataFrame(
        {
            "enterprise_id": [handing.firm.scope.enterprises[0]] * len(ways),
            "place_no": [places().by_code[STREET].place_no] * len(ways),
            "name": names, "kind": ["branch"] * len(ways), "members": [2] * len(ways), "path": [one for one, _, _ in ways],
            "steps": [done for _, done, _ in ways], "done_on": [DAY] * len(ways), "returned": [why for _, _, why in ways],
        },
        schema_overrides={"enterprise_id": pl.Int32, "place_no": pl.Int32, "members": pl.Int32},
    )  # fmt: skip
    with perform(actor=SYSTEM, action="demo.load_branches", at=NOW) as act:
        assert services.take_over_organisations(act=act, organisations=frame) == len(ways)
    every_one_holds()
    with acting(SYSTEM):
        states = dict(Organisation.objects.values_list("name", "state"))
    assert set(states.values()) == {"offered", "under_way", "received", "settled", "kept", "returned"}
    assert handing.members(handing.firm) == Headcount(2, 0)
