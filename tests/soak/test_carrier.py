"""The line between cities for a long while: servers die and are cut off in turn, carriers are killed, streams deleted."""

from __future__ import annotations

import signal
from random import Random

import pytest

from yinqiao.areas.hub.tests.conftest import cluster, three, world
from yinqiao.areas.hub.tests.test_kills import (
    POINTS,
    offer_and_take_back,
    reconcile,
    settle,
    shake,
    start,
    tell,
)
from yinqiao.areas.hub.tests.world import CHANGSHA, HUNAN, SHENZHEN, World

__all__ = ["cluster", "three", "world"]
pytestmark = [pytest.mark.soak, pytest.mark.db, pytest.mark.fault]


def test_sixty_rounds_of_dying_servers_lose_nothing_and_double_nothing(world: World) -> None:
    shake(world, rounds=60, messages=200, seed=20_260_302)
    settle(world)
    reconcile(world)


def test_a_hundred_killed_carriers_and_ten_deleted_streams_lose_nothing(world: World) -> None:
    random = Random(20_260_302)
    for at in range(100):
        if at % 10 == 0:
            offer_and_take_back(world)
            tell(world, 20)
        code = random.choice((CHANGSHA, SHENZHEN, HUNAN))
        kill = f"{random.choice(POINTS)}:{random.randint(1, 9)}"
        assert start(world, code, kill=kill).ended().returncode in (0, -signal.SIGKILL)
        if at % 10 == 9:
            world.cluster.forget(f"YINQIAO-{CHANGSHA}")
    settle(world)
    reconcile(world)
