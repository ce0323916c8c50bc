"""The carrier and its servers die at the worst moments: what was on record arrives, once, as three ledgers tell."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from random import Random

import pytest
from django.utils import timezone
from tests import warm
from tests.faults import carrier_walk
from tests.faults.outcomes import invariants_hold

from yinqiao.areas.hub.services.numbering import Told, put
from yinqiao.areas.hub.tests.world import CHANGSHA, HUNAN, SHENZHEN, SYSTEM, World
from yinqiao.areas.hub.types import PROVINCE, MessageKind
from yinqiao.areas.othercity.models import Arrival, Package, Paper
from yinqiao.platform.access import acting
from yinqiao.platform.audit.tests.sealed_log import reader_dsn

pytestmark = [pytest.mark.db, pytest.mark.fault]
POINTS = (
    "carrier.before_post", "carrier.after_post", "carrier.before_ack", "hub.receive_before_take", "hub.receive_before_commit",
)  # fmt: skip


def start(world: World, code: str, *, once: bool = True, kill: str = "") -> warm.Warm:
    """A process of its own for the carrier of one installation."""
    house = world.houses[code]
    around = {"YINQIAO_CITY": code, "YINQIAO_DB_NAME": house.database, "YINQIAO_KILL": kill}
    return warm.start(
        carrier_walk.main, code, house.folder, world.cluster.servers_of(f"c{code}"), once, environment=around
    )


@contextmanager
def running(world: World, *codes: str) -> Iterator[None]:
    """Carriers that go on until the block ends."""
    with ExitStack() as ending:
        for code in codes:
            ending.callback(start(world, code, once=False).end)
        yield


def differences(world: World, code: str, line: str, reader: str) -> tuple[int, int, int]:
    """Of what one city has told a line: how much is on record, how much did not arrive, how much arrived twice."""
    sent = [(str(one.epoch), one.number, one.digest) for one in world.outgoing(code, line=line)]
    came = [(str(one.epoch), one.number, one.digest) for one in world.incoming(reader, city=code, line=line)]
    return len(sent), len(set(sent) - set(came)), len(came) - len(set(came))


def settle(world: World) -> None:
    """Everybody goes on until nobody has anything left."""
    for _ in range(2):
        world.carry_all()


def reconcile(world: World) -> None:
    """Three ledgers: what is on record, what lies in the streams, what was taken in and done."""
    for code, other in ((CHANGSHA, SHENZHEN), (SHENZHEN, CHANGSHA)):
        lying = {
            headers["Yinqiao-Envelope"] for _, headers, _ in world.cluster.stream(f"YINQIAO-{code}")
        }  # fmt: skip
        assert len(lying) >= len(world.outgoing(code))
        for line, reader in ((other, other), (PROVINCE, HUNAN)):
            sent, lost, doubled = differences(world, code, line, reader)
            assert (sent > 0, lost, doubled) == (True, 0, 0)
    with world.at(CHANGSHA), acting(SYSTEM):
        made = set(Paper.objects.filter(is_ours=True).values_list("pk", "digest"))
        packages = Package.objects.count()
    with world.at(SHENZHEN), acting(SYSTEM):
        assert set(Paper.objects.filter(is_ours=False).values_list("pk", "digest")) == made
        assert Arrival.objects.count() == packages
    for code in (CHANGSHA, SHENZHEN):
        with world.at(code):
            invariants_hold(reader_dsn())


def offer_and_take_back(world: World) -> None:
    """A package goes out, and is withdrawn again."""
    world.take_back(world.offer(202))


def tell(world: World, count: int) -> None:
    """So many messages to the province that say something of a package."""
    from datetime import date

    from yinqiao.areas.hub.rules import DeskMessage, write_text

    with world.at(CHANGSHA), acting(SYSTEM):
        for at in range(count):
            number = f"{CHANGSHA}-{SHENZHEN}-2020-{at + 1:04d}"
            body = write_text(
                DeskMessage(
                    side="out", number=number, sender=CHANGSHA, receiver=SHENZHEN, made_on=date(2020, 1, 1),
                    valid_to=date(2020, 3, 1), due_on=date(2020, 2, 1), ended_on=None, people=1, open=1, accepted=0, returned=0,
                )
            )  # fmt: skip
            put(timezone.now(), Told(PROVINCE, MessageKind.DESK, 1, number, body))


@pytest.mark.parametrize("point", POINTS)
def test_a_carrier_that_dies_leaves_nothing_half_done_and_nothing_is_done_twice(point: str, world: World) -> None:
    offer_and_take_back(world)
    code = CHANGSHA if point.endswith("_post") else SHENZHEN
    if code == SHENZHEN:
        world.carry(CHANGSHA)
    assert start(world, code, kill=point).ended().returncode == -signal.SIGKILL
    settle(world)
    reconcile(world)


def shake(world: World, rounds: int, messages: int, seed: int) -> None:
    """While messages are written, each server in turn is killed and comes back, or stands still for a while."""
    random = Random(seed)
    with running(world, CHANGSHA, SHENZHEN, HUNAN):
        for at in range(rounds):
            node = world.cluster.nodes[at % len(world.cluster.nodes)]
            if (at // len(world.cluster.nodes) + at) % 2 == 0:
                node.kill()
                tell(world, messages)
                offer_and_take_back(world)
                node.start()
            else:
                with node.stopped():
                    tell(world, messages)
                    offer_and_take_back(world)
                    time.sleep(random.uniform(0.5, 2.0))
            time.sleep(random.uniform(0.2, 1.0))
        world.cluster.await_ready()


def test_each_server_dies_or_is_cut_off_in_turn_under_load_and_the_ledgers_agree(world: World) -> None:
    shake(world, rounds=3, messages=40, seed=1)
    settle(world)
    reconcile(world)
