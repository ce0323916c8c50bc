"""Events on their way to a receiver: whoever dies, whatever the receiver does, it gets each one, in order, under one number."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connections
from django.utils import timezone

from tests import warm
from tests.faults.outcomes import invariants_hold
from yinqiao.areas.accounts.tests.people import SYSTEM, build_cast, build_city
from yinqiao.areas.exchange.queries import list_feed
from yinqiao.areas.exchange.tests.sending import Sending
from yinqiao.areas.organisations.queries import forget_places
from yinqiao.platform.access import acting
from yinqiao.platform.crypto.keyfile import init_keyring, keyring_installed, load_keyring
from yinqiao.platform.events.sequencer import sequence_all
from yinqiao.platform.outward.tests.receiver import Got, Reply, receiving

pytestmark = [pytest.mark.db, pytest.mark.fault]
POINTS = ("outward.before_send", "outward.after_send")


@pytest.fixture
def scene(fresh_database: None, settings: Any, tmp_path: Path) -> Iterator[Sending]:
    """A key that is good today, in a database of its own, with a keyring that another process reads too."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    forget_places()
    init_keyring(tmp_path / "keys.json", at=timezone.now())
    with keyring_installed(load_keyring(tmp_path / "keys.json")):
        yield Sending(build_cast(build_city()), at=timezone.now() - timedelta(days=1))
    forget_places()


def deliver(folder: Path, kill: str = "") -> int:
    """A courier of its own that sends what can be sent now; how it ended."""
    environment = {**os.environ, "YINQIAO_KEYS": str(folder / "keys.json"), "YINQIAO_KILL": kill}
    done = warm.yinqiao("deliverer", "--once", environment=environment).ended()
    assert done.returncode in (0, -signal.SIGKILL), done.stderr[-2000:]
    return done.returncode


def ids(got: list[Got]) -> list[str]:
    """The events that came, each at its first coming."""
    return list(dict.fromkeys(one["id"] for each in got for one in json.loads(each.body)))


def feed_ids(sending: Sending) -> list[str]:
    """The events of the feed that the key may read, in order."""
    from yinqiao.areas.accounts.queries import list_key_actors

    with acting(SYSTEM):
        reader = list_key_actors(key_ids={sending.key_id}, today=timezone.localdate())[sending.key_id]
    with acting(reader):
        return [str(one.id) for one in list_feed(scope=reader.scope, after=0, limit=10_000).rows]


@pytest.mark.parametrize("point", POINTS)
def test_a_courier_that_dies_sends_again_under_the_same_number_and_skips_nothing(
    point: str, scene: Sending, tmp_path: Path
) -> None:
    from standardwebhooks.webhooks import Webhook

    with receiving() as receiver:
        scene.register(url=receiver.url)
        scene.happen(3)
        assert deliver(tmp_path, kill=point) == -signal.SIGKILL
        scene.happen(2)
        assert deliver(tmp_path) == 0
        came = {"outward.before_send": 2, "outward.after_send": 3}[point]
        assert len(receiver.got) == came
        assert ids(receiver.got) == feed_ids(scene)
        if point == "outward.after_send":
            first, again = receiver.got[:2]
            assert (first.headers["webhook-id"], first.body) == (again.headers["webhook-id"], again.body)
        for one in receiver.got:
            assert Webhook(scene.secret).verify(one.body, dict(one.headers))
    invariants_hold()


def test_what_the_receiver_got_is_the_feed_in_its_scope_however_often_the_courier_dies(
    scene: Sending, tmp_path: Path
) -> None:
    with receiving() as receiver:
        there = scene.register(url=receiver.url)
        for round_no in range(6):
            writers = [
                threading.Thread(target=_write, args=(scene, place_no)) for place_no in (121, 125, 400, 129)
            ]  # fmt: skip
            for one in writers:
                one.start()
            deliver(tmp_path, kill=f"{POINTS[round_no % 2]}:{1 + round_no % 3}")
            for one in writers:
                one.join()
        sequence_all()
        deliver(tmp_path)
        assert ids(receiver.got) == feed_ids(scene)
        assert len(feed_ids(scene)) == 6 * 3 * 8
        # After a restore the receiver is told before anything else.
        told = len(receiver.got)
        scene.restore()
        scene.happen(1)
        deliver(tmp_path)
        kinds = [json.loads(one.body)[0]["type"] for one in receiver.got[told:]]
        assert kinds == ["exchange.epoch_began", "handover.roster_checked"]
        assert scene.row(there, 1440).lag == 0
    invariants_hold()


def _write(scene: Sending, place_no: int) -> None:
    try:
        for _ in range(4):
            scene.happen(2, place_no=place_no)
    finally:
        connections.close_all()


def test_a_bad_receiver_is_tried_again_in_its_place_and_no_redirect_is_followed(scene: Sending, tmp_path: Path) -> None:
    from yinqiao.areas.exchange.services import resume_endpoint

    with receiving() as inner, receiving() as receiver:
        replies = [
            Reply(500),
            Reply(mode="reset"),
            Reply(301, {"location": inner.url}),
            Reply(200, mode="huge"),
            Reply(),
        ]
        receiver.behaviour = lambda number, got: replies[min(number, len(replies) - 1)]
        there = scene.register(url=receiver.url)
        scene.happen(2)
        codes = []
        for _ in range(4):
            assert deliver(tmp_path) == 0
            codes.append(scene.endpoint(there).last_code)
            resume_endpoint(actor=scene.admin, at=timezone.now(), endpoint_id=there)
        assert codes == ["server_error", "cut", "redirected", ""]
        assert (inner.got, ids(receiver.got)) == ([], feed_ids(scene))
        assert len({one.headers["webhook-id"] for one in receiver.got}) == 1
    invariants_hold()
