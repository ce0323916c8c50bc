"""The database goes away under processes and acts: they wait, go on, and leave nothing half done."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import psycopg
import pytest
from django.db import OperationalError, connection
from psycopg import sql
from pytest_django import Settings

from tests import warm
from tests.faults.handover_walk import counts
from tests.faults.outcomes import ACCEPTED, TAKEN_BACK, invariants_hold
from tests.faults.test_cut_commit import TO_ACCEPTANCE, TO_UNDO, Story
from yinqiao.areas.handover.tests.conftest import NOW, find_scene, make_scene
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.audit.tests.sealed_log import superuser
from yinqiao.platform.crypto.keyfile import init_keyring

pytestmark = [pytest.mark.db, pytest.mark.fault]

# A busy machine with two processors may need minutes for what takes seconds.
_PATIENCE = 240.0
# COPY and what Django sends tell the same in their own words.
LOST = (OperationalError, psycopg.OperationalError)
_END = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND usename = 'yq_app' AND wait_event_type = 'Lock'
"""
_PREPARED = "SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database()"


@pytest.fixture
def folder(fresh_database: None, tmp_path: Path) -> Path:
    """A database with the small city, and a folder with keys and room for files."""
    init_keyring(tmp_path / "keys.json", at=NOW)
    make_scene()
    return tmp_path


@contextmanager
def _away() -> Iterator[None]:
    """Nobody reaches the database inside the block; whoever was connected is cut off."""
    name = str(connection.settings_dict["NAME"])
    connection.close()
    change = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
    with superuser("postgres") as admin:
        admin.execute(change.format(sql.Identifier(name), sql.SQL("false")))
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            yield
        finally:
            admin.execute(change.format(sql.Identifier(name), sql.SQL("true")))


@contextmanager
def _running(*command: str) -> Iterator[ForkServerProcess]:
    """One of the processes that stand beside the site."""
    started = warm.yinqiao(*command, environment={**os.environ, "YINQIAO_ROLE": "worker"})
    try:
        yield started.process
    finally:
        started.end(timeout=0)


def _until(holds: Callable[[], bool]) -> None:
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < _PATIENCE, "it did not come about"
        time.sleep(0.1)


def _asked(admin: psycopg.Connection, statement: str) -> int:
    row = admin.execute(statement.encode()).fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize("command", ["worker", "sequencer"])
def test_a_process_waits_for_its_database_instead_of_ending(fresh_database: None, command: str) -> None:
    with ExitStack() as running:
        with _away():
            process = running.enter_context(_running(command, "--once"))
            process.join(4)
            assert process.exitcode is None
        process.join(_PATIENCE)
        assert process.exitcode == 0


@pytest.mark.parametrize("seconds", [0, 3])
def test_a_worker_settles_what_the_dead_left_though_the_database_was_away_for_a_while(
    fresh_database: None, settings: Settings, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    settings.COMPANION_FROM = 1
    with _running("worker", "--silence", "1") as worker:
        with superuser() as admin:
            _until(lambda: _asked(admin, "SELECT count(*) FROM procrastinate_workers") == 1)
        # At its beginning, or while it asks for the next job: it ends the work then, and begins it again.
        time.sleep(seconds)
        with _away():
            time.sleep(3)
        monkeypatch.setattr(Act, "settle", lambda act: None)
        time.sleep(2 * seconds)
        with perform(actor=Actor.system("测试"), action="test.left", at=NOW) as act, act.beside(1) as run:
            run(lambda: act.emit(EventType("test.left", "留下"), [Subject(None)]))
        with superuser() as admin:
            _until(lambda: _asked(admin, "SELECT count(*) FROM events_event WHERE type = 'test.left'") == 1)
        assert worker.exitcode is None
        worker.terminate()
        worker.join(_PATIENCE)
        assert worker.exitcode == 0


# Which act waits at which table: the act's own connection or that of its companion is ended there.
ENDED = [
    ("submit_batch", "retirees_searchterm"),
    ("submit_batch", "retirees_retiree"),
    ("accept_people", "handover_offer"),
    ("accept_people", "events_event"),
    ("undo_batch", "retirees_retiree"),
]


@pytest.mark.parametrize(("ended", "table"), ENDED)
def test_an_act_whose_connection_the_server_ends_is_undone_whole_and_done_when_asked_again(
    folder: Path, settings: Settings, ended: str, table: str
) -> None:
    settings.FILES_FOLDER, settings.KEYRING_FILE, settings.COMPANION_FROM = folder / "files", folder / "keys.json", 1
    story = Story(find_scene())
    way = TO_UNDO if ended == "undo_batch" else TO_ACCEPTANCE
    for name in way:
        act: Callable[[], None] = getattr(story, name)
        if name == ended:
            before = counts()
            with _held(table), pytest.raises(LOST):
                act()
            assert counts() == before
        act()
    assert counts() == (TAKEN_BACK if ended == "undo_batch" else ACCEPTED)
    with superuser() as admin:
        assert _asked(admin, _PREPARED) == 0
    invariants_hold()


@contextmanager
def _held(table: str) -> Iterator[None]:
    """Whoever comes to write in `table` waits there, and is ended by the server as soon as it does."""
    with superuser() as admin, superuser() as holder:
        holder.execute("BEGIN")
        holder.execute(sql.SQL("LOCK TABLE {} IN EXCLUSIVE MODE").format(sql.Identifier(table)))
        ender = threading.Thread(target=lambda: _until(lambda: _asked(admin, _END) > 0))
        ender.start()
        yield
        ender.join()
        holder.execute("ROLLBACK")
