"""An act of two transactions is done whole or not at all, whoever dies in between."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.conf import settings as django_settings
from django.db import DatabaseError, connection, transaction

from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.acts import Act, Subject, perform, settle
from yinqiao.platform.acts.companion import end_moment, has_room, whole_moment
from yinqiao.platform.audit.tests.sealed_log import reader_dsn

pytestmark = pytest.mark.db

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
BESIDE = EventType("test.beside", "旁")
MAIN = EventType("test.main", "主")
ACTOR = Actor.system("测试")


@pytest.fixture(autouse=True)
def companions_for_few(fresh_database: None, settings: pytest.FixtureRequest) -> None:
    """Two connections for a single row."""
    settings.COMPANION_FROM = 1  # type: ignore[attr-defined]


def _emit(act: Act, kind: EventType) -> Callable[[], object]:
    return lambda: act.emit(kind, [Subject(None)])


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _found() -> list[str]:
    with acting(ACTOR), connection.cursor() as cursor:
        cursor.execute("SELECT type FROM events_event WHERE type LIKE 'test.%' ORDER BY 1")
        return [row[0] for row in cursor.fetchall()]


def _prepared() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database()")
        return int(cursor.fetchone()[0])


def _act(work: Callable[[Act], None]) -> None:
    with perform(actor=ACTOR, action="test.companion", at=AT) as act:
        work(act)


def _both(act: Act) -> None:
    with act.beside(1) as run:
        run(_emit(act, BESIDE))
        act.emit(MAIN, [Subject(None)])


def test_the_test_cluster_has_room_for_prepared_transactions() -> None:
    assert has_room()


def test_what_two_connections_wrote_is_there_when_the_act_is() -> None:
    backends: list[int] = []

    def work(act: Act) -> None:
        with act.beside(1) as run:
            run(_emit(act, BESIDE))
            run(lambda: backends.append(_backend()))
            act.emit(MAIN, [Subject(None)])
            backends.append(_backend())

    _act(work)
    assert len(set(backends)) == 2
    assert _found() == ["test.beside", "test.main"]
    assert _prepared() == 0


@pytest.mark.parametrize("where", ["inside", "after"])
def test_a_fault_of_the_act_takes_the_companion_with_it(where: str) -> None:
    def work(act: Act) -> None:
        if where == "after":
            _both(act)
            raise RuntimeError(where)
        with act.beside(1) as run:
            run(_emit(act, BESIDE))
            raise RuntimeError(where)

    with pytest.raises(RuntimeError, match=where):
        _act(work)
    assert _found() == []
    assert _prepared() == 0


def test_a_fault_of_the_companion_is_told_and_takes_the_act_with_it() -> None:
    def fails() -> None:
        raise LookupError("beside")

    def work(act: Act) -> None:
        with act.beside(1) as run:
            run(fails)
            run(_emit(act, BESIDE))
            act.emit(MAIN, [Subject(None)])

    with pytest.raises(LookupError, match="beside"):
        _act(work)
    assert _found() == []


def test_a_companion_that_waits_for_its_own_act_fails_instead_of_hanging(monkeypatch: pytest.MonkeyPatch) -> None:
    def locks() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '200ms'")
            cursor.execute("LOCK TABLE events_epoch IN EXCLUSIVE MODE")

    def work(act: Act) -> None:
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE events_epoch IN EXCLUSIVE MODE")
        with act.beside(1) as run:
            run(locks)

    with pytest.raises(DatabaseError):
        _act(work)
    assert _prepared() == 0


@pytest.mark.parametrize(("dies", "left"), [(False, ["test.beside", "test.main"]), (True, [])])
def test_whoever_comes_later_gives_a_companion_the_fate_of_its_act(
    dies: bool, left: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Act, "settle", lambda act: None)

    def work(act: Act) -> None:
        _both(act)
        if dies:
            raise KeyboardInterrupt

    if dies:
        with pytest.raises(KeyboardInterrupt):
            _act(work)
    else:
        _act(work)
    assert _prepared() == 1
    assert "test.beside" not in _found()
    assert settle() == 1
    assert _found() == left
    assert settle() == 0


def test_an_act_under_way_is_left_alone() -> None:
    told: list[int] = []

    def look() -> None:
        told.extend([_prepared(), settle()])
        connection.close()

    def work(act: Act) -> None:
        _both(act)
        other = threading.Thread(target=look)
        other.start()
        other.join()

    _act(work)
    assert told == [1, 0]
    assert _found() == ["test.beside", "test.main"]


def test_a_backup_takes_no_moment_between_two_commits(monkeypatch: pytest.MonkeyPatch) -> None:
    import psycopg

    with psycopg.connect(reader_dsn(), autocommit=True) as other:
        assert whole_moment(other)
        end_moment(other)
        kept = Act.settle
        monkeypatch.setattr(Act, "settle", lambda act: connection.close())
        _act(_both)
        assert not whole_moment(other)
        monkeypatch.setattr(Act, "settle", kept)
        assert settle() == 1
        assert whole_moment(other)


@pytest.mark.parametrize("because", ["few", "inside", "no room"])
def test_without_need_or_room_one_connection_does_it_all(because: str, monkeypatch: pytest.MonkeyPatch) -> None:
    backends: list[int] = []
    if because == "few":
        monkeypatch.setattr(django_settings, "COMPANION_FROM", 2)
    if because == "no room":
        monkeypatch.setattr(sys.modules[perform.__module__], "has_room", lambda: False)

    def work(act: Act) -> None:
        with act.beside(1) as run:
            run(lambda: backends.append(_backend()))
            backends.append(_backend())

    if because == "inside":
        with transaction.atomic():
            _act(work)
    else:
        _act(work)
    assert len(set(backends)) == 1
