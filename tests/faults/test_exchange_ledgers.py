"""Whoever dies while offices send: the ledgers of the senders, ours and the receiver's agree to the last event."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.faults.exchange_ledgers import (
    exchange_scene,
    kill_at_random,
    open_offices,
    reconcile,
    running,
    sending_offices,
    settled,
)
from tests.faults.exchange_site import PARTS
from tests.faults.outcomes import invariants_hold
from yinqiao.areas.exchange.tests.sending import Sending
from yinqiao.platform.audit.tests.sealed_log import superuser
from yinqiao.platform.events.sequencer import sequence_all
from yinqiao.platform.events.watch import last_number
from yinqiao.platform.outward.tests.receiver import receiving

pytestmark = [pytest.mark.db, pytest.mark.fault]
KILLS, SEED = 12, 20_261_129
_CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'yq_app'
"""


@pytest.fixture
def scene(fresh_database: None, settings: Any, tmp_path: Path) -> Iterator[Sending]:
    """A key that is good today, in a database of its own."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with exchange_scene(tmp_path) as made:
        yield made


def _cut() -> None:
    """The server ends every connection of the site, as when it falls."""
    with superuser() as admin:
        admin.execute(_CUT)


def test_nothing_is_lost_and_nothing_comes_twice_though_everybody_dies_under_load(
    scene: Sending, tmp_path: Path
) -> None:
    offices = open_offices(scene, 2, people=8)
    sequence_all()
    start = last_number()
    with receiving() as receiver:
        scene.register(url=receiver.url)
        connection.close()
        with running(tmp_path) as site:
            with sending_offices(offices, site.port, batch=5):
                # Everybody stands and works before the first dies.
                while not receiver.got:
                    time.sleep(0.05)
                kills = kill_at_random(site, KILLS, SEED, {"database": _cut})
            feed = settled(receiver, start)
        assert set(kills) == {*PARTS, "database"}
        assert reconcile(offices, receiver, feed) == []
    assert sum(len(one.sent) for one in offices) > KILLS
    invariants_hold()
