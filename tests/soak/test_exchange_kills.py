"""200 kills of a site under load, its PostgreSQL among them. `YINQIAO_SOAK_EXCHANGE_KILLS` names another number for a trial."""

from __future__ import annotations

import os
from collections.abc import Callable
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
from tests.faults.installation import empty_machine
from tests.faults.outcomes import invariants_hold
from yinqiao.platform.database import embedded
from yinqiao.platform.events.sequencer import sequence_all
from yinqiao.platform.events.watch import last_number
from yinqiao.platform.outward.tests.receiver import receiving

pytestmark = [pytest.mark.soak, pytest.mark.usefixtures("django_db_setup"), pytest.mark.timeout(2 * 3600)]
SEED = 20_261_129
KILLS = int(os.environ.get("YINQIAO_SOAK_EXCHANGE_KILLS", "200"))


@pytest.fixture(autouse=True)
def _real_database(django_db_blocker: Any, settings: Any) -> Any:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock():
        yield


def test_after_200_kills_under_load_the_ledgers_of_senders_ours_and_the_receivers_agree(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with empty_machine() as machine:
        machine.install()
        server = machine.instance().server

        def fall() -> None:
            embedded.stop(server, "immediate")
            embedded.start(server)

        with machine.connected("app"), exchange_scene(tmp_path) as scene, receiving() as receiver:
            offices = open_offices(scene, 3, people=20)
            sequence_all()
            start = last_number()
            scene.register(url=receiver.url)
            connection.close()
            with running(tmp_path) as site:
                with sending_offices(offices, site.port, batch=20):
                    kills = kill_at_random(site, KILLS, SEED, {"postgres": fall})
                feed = settled(receiver, start, 600)
            differences = reconcile(offices, receiver, feed)
            instance = machine.instance()
            invariants_hold(
                instance.server.dsn(user="yq_backup", password=instance.password("backup"), database="yinqiao")
            )
    record_property("seed", SEED)
    record_property("deaths", dict(kills))
    record_property("sent", sum(len(one.sent) for one in offices))
    record_property("requests without an answer", sum(one.unheard for one in offices))
    record_property("events at the receiver", len(feed))
    assert differences == []
