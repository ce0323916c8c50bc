"""Acts of two people at the same moment, with real commits, in an order that is certain: nobody hopes for a collision."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from threading import Event

from django.db import connection, transaction
from django.db.models import QuerySet

from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import Actor, acting

DONE = "done"
_LONGEST = 30.0
_WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def overtaken(first: Callable[[], object], second: Callable[[], object]) -> list[str]:
    """`second` begins when `first` has done everything but its commit; what each is told ("done", or the code)."""
    with ThreadPoolExecutor(2) as pool:
        is_written, is_over = Event(), Event()

        def one() -> str:
            with transaction.atomic():
                told = _outcome(first)
                is_written.set()
                _until(lambda: is_over.is_set() or _waiting() > 0)
            return told

        def other() -> str:
            is_written.wait(_LONGEST)
            try:
                return _outcome(second)
            finally:
                is_over.set()

        return _told([_begin(pool, one), _begin(pool, other)])


def queued(rows: QuerySet, *acts: Callable[[], object]) -> list[str]:  # type: ignore[type-arg]
    """All `acts` stand before `rows`, which somebody holds, in this order; then they are let go. What each is told."""
    with ThreadPoolExecutor(len(acts)) as pool:
        with _held(rows):
            begun: list[Future[str]] = []
            for act in acts:
                begun.append(_begin(pool, lambda act=act: _outcome(act)))
                _until(lambda: _waiting() >= len(begun))
        return _told(begun)


@contextmanager
def _held(rows: QuerySet) -> Iterator[None]:  # type: ignore[type-arg]
    with acting(Actor.system("测试")):
        assert list(rows.select_for_update(of=("self",)))
        yield


def _begin(pool: ThreadPoolExecutor, act: Callable[[], str]) -> Future[str]:
    def run() -> str:
        try:
            return act()
        finally:
            connection.close()

    return pool.submit(copy_context().run, run)


def _outcome(act: Callable[[], object]) -> str:
    try:
        act()
    except DomainError as refusal:
        return refusal.code
    return DONE


def _told(begun: Sequence[Future[str]]) -> list[str]:
    return [one.result(_LONGEST) for one in begun]


def _waiting() -> int:
    with connection.cursor() as cursor:
        # Within a transaction the server would tell again what it told first.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(_WAITING)
        return int(cursor.fetchone()[0])


def _until(is_so: Callable[[], bool]) -> None:
    """Wait for it. TimeoutError when it does not come: then the acts do not meet where the test says."""
    deadline = time.monotonic() + _LONGEST
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError("nobody waits for the rows that are held")
        time.sleep(0.01)
