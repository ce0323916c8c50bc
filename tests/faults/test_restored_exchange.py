"""A restore to an earlier point: every consumer is told, and whoever follows what he is told has skipped nothing."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from psycopg import sql

from tests.bench_database import drop
from tests.faults.exchange_ledgers import exchange_scene, feed_beyond
from yinqiao.areas.exchange.jobs.desk import WebhookDesk
from yinqiao.areas.exchange.tests.sending import Sending
from yinqiao.areas.organisations.queries import forget_places
from yinqiao.platform.audit.tests.sealed_log import superuser
from yinqiao.platform.events.sequencer import begin_epoch
from yinqiao.platform.outward import Courier, Sender
from yinqiao.platform.outward.tests.receiver import Receiver, receiving

pytestmark = [pytest.mark.db, pytest.mark.fault]


@pytest.fixture
def scene(fresh_database: None, settings: Any, tmp_path: Path) -> Iterator[Sending]:
    """A key that is good today, in a database of its own."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with exchange_scene(tmp_path) as made:
        yield made


def _copy_now() -> str:
    """The database as it is at this moment, beside it."""
    name = str(connection.settings_dict["NAME"])
    connection.close()
    with superuser("postgres") as admin:
        form = sql.SQL("CREATE DATABASE {} OWNER yq_owner TEMPLATE {}")
        admin.execute(form.format(sql.Identifier(f"{name}_then"), sql.Identifier(name)))
    return f"{name}_then"


@contextmanager
def _restored(copy: str) -> Iterator[None]:
    """The site goes on with the copy, as a restore lets it."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = os.environ["YINQIAO_DB_NAME"] = copy
    forget_places()
    try:
        begin_epoch("restored")
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = os.environ["YINQIAO_DB_NAME"] = before
        drop(copy)


class Reader:
    """A programme that pages through the feed and keeps its place, and begins anew when it is told to."""

    def __init__(self, token: str) -> None:
        self.token, self.epoch, self.after, self.read, self.told = token, "", 0, [], 0

    def read_all(self) -> None:
        """Until there is no more."""
        has_more = True
        while has_more:
            query = {"after": self.after, "limit": 2, **({"epoch": self.epoch} if self.epoch else {})}
            answer = Client().get("/api/v1/events", query, headers={"Authorization": f"Bearer {self.token}"})
            if answer.status_code == 409:
                assert answer.json()["code"] == "exchange.feed_began_anew"
                self.epoch, self.after, self.read, self.told = "", 0, [], self.told + 1
                continue
            page = answer.json()
            self.read += [one["id"] for one in page["items"]]
            self.epoch, self.after, has_more = page["epoch"], page["next"], page["has_more"]


def _deliver() -> None:
    """The courier sends what can be sent now."""
    asyncio.run(Courier(WebhookDesk(), Sender(settings.OUTWARD_NETWORKS)).run(once=True))


def _types(receiver: Receiver) -> list[str]:
    return [event["type"] for one in receiver.got for event in json.loads(one.body)]


def _ids(receiver: Receiver) -> list[str]:
    return [event["id"] for one in receiver.got for event in json.loads(one.body)]


def test_every_consumer_is_told_of_a_restore_to_an_earlier_point_and_none_skips(scene: Sending) -> None:
    reader, late = Reader(scene.token), Reader(scene.token)
    with receiving() as receiver:
        scene.register(url=receiver.url, from_start=True)
        scene.happen(3)
        reader.read_all()
        late.read_all()
        _deliver()
        copy = _copy_now()
        # What happens from here on was never heard of again, though some have read it.
        scene.happen(4)
        reader.read_all()
        _deliver()
        lost = len(receiver.got)
        with _restored(copy):
            # As many as were lost, and more: the numbers stand for others now.
            scene.happen(6)
            reader.read_all()
            late.read_all()
            _deliver()
            feed = feed_beyond(0)
            assert len(feed) == 9
            assert (reader.told, late.told) == (1, 1)
            assert reader.read == late.read == feed
            told = receiver.got[lost:]
            assert _types(receiver)[7:8] == ["exchange.epoch_began"]
            assert _ids(receiver)[8:] == feed[3:]
            assert len(told) >= 2
