"""The server falls (no shutdown, as when power fails) while a roster is written; after its start nothing is half done."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import OperationalError, connection
from pytest_django import Settings

from tests.faults.handover_walk import counts
from tests.faults.installation import Machine, empty_machine
from tests.faults.outcomes import ACCEPTED, invariants_hold
from tests.faults.test_cut_commit import TO_ACCEPTANCE, Story
from yinqiao.areas.handover.tests.conftest import NOW, make_scene
from yinqiao.platform.acts import Act, settle
from yinqiao.platform.crypto.keyfile import init_keyring
from yinqiao.platform.database import embedded

pytestmark = [pytest.mark.db, pytest.mark.fault]

_WAITING = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'yq_app' AND wait_event_type = 'Lock'"


@contextmanager
def _falls_while_waiting(server: embedded.EmbeddedServer) -> Iterator[None]:
    """Whoever comes to write search terms waits for them, and there the server falls; it stands again afterwards."""

    def fall() -> None:
        with server.admin() as admin:
            while admin.execute(_WAITING).fetchone() == (0,):
                time.sleep(0.05)
        embedded.stop(server, "immediate")

    holder = psycopg.connect(
        server.dsn(user="postgres", password=server.superuser_password, database="yinqiao"), autocommit=False
    )
    holder.execute("LOCK TABLE retirees_searchterm IN EXCLUSIVE MODE")
    falling = threading.Thread(target=fall)
    falling.start()
    try:
        yield
    finally:
        falling.join(60)
        holder.close()
        embedded.start(server)
        connection.close()


@pytest.fixture
def machine(fresh_database: None, tmp_path: Path, settings: Settings) -> Iterator[Machine]:
    """An installation of its own; two connections write even a few people."""
    settings.FILES_FOLDER, settings.KEYRING_FILE = tmp_path / "files", tmp_path / "keys.json"
    settings.COMPANION_FROM = 1
    init_keyring(settings.KEYRING_FILE, at=NOW)
    with empty_machine() as one:
        one.install()
        yield one


def test_a_server_that_falls_leaves_each_act_whole_or_undone(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    server = machine.instance().server
    with machine.connected("app"):
        story = Story(make_scene())
        for name in TO_ACCEPTANCE[:3]:
            getattr(story, name)()
        before = counts()
        with _falls_while_waiting(server), pytest.raises(OperationalError):
            story.submit_batch()
        assert counts() == before
        settled = Act.settle
        # It falls a second time, between the two commits of the act.
        monkeypatch.setattr(Act, "settle", lambda act: embedded.stop(server, "immediate"))
        story.submit_batch()
        monkeypatch.setattr(Act, "settle", settled)
        embedded.start(server)
        connection.close()
        assert counts() != before
        assert settle() == 1
        story.accept_people()
        assert counts() == ACCEPTED
    invariants_hold(server.dsn(user="yq_backup", password=machine.instance().password("backup"), database="yinqiao"))
