"""A second transaction of one act, on a connection of its own: two processors write a roster, one commit decides.

Two-phase commit: the companion is prepared before its act commits and shares the act's fate after it (decision 0008).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from contextvars import copy_context
from typing import Any, TypeVar
from uuid import UUID

import psycopg
from django.db import DatabaseError, connection, transaction
from psycopg import sql

from yinqiao.platform.database.bulk import set_based
from yinqiao.platform.faults.killpoints import killpoint

T = TypeVar("T")

_NAME = "yinqiao"
# Main and companion never write the same rows; should they meet all the same, the act fails instead of hanging.
_LOCK_TIMEOUT = "30s"
# Held from before the companion until both have the same fate; a backup takes its moment while nobody holds it.
_UNDER_WAY = 7_305_002
# The companion acts as its act does at this moment: the same actor, the same scope, widened or not. Each may be idle
# for as long as the other works.
_SETTINGS = ("yq.act", "yq.actor", "yq.role", "yq.nlo", "yq.nhi", "yq.ents", "yq.opens")
_HERE = sql.SQL(
    "SELECT set_config('idle_in_transaction_session_timeout', '0', true), pg_advisory_lock_shared({}),"
    " pg_current_xact_id()::text, {}"
).format(
    sql.Literal(_UNDER_WAY),
    sql.SQL(", ").join(sql.SQL("coalesce(current_setting({}, true), '')").format(name) for name in _SETTINGS),
)
_THERE = sql.SQL(
    "SELECT set_config('idle_in_transaction_session_timeout', '0', true), set_config('lock_timeout', {}, true), {}"
).format(
    sql.Literal(_LOCK_TIMEOUT),
    sql.SQL(", ").join(sql.SQL("set_config({}, %s, true)").format(name) for name in _SETTINGS),
)
# PostgreSQL keeps the fate of every transaction: the act's own number in the name is all that a survivor needs.
_LEFT = """
SELECT gid, owner, owner <> current_user, pg_xact_status(split_part(gid, ':', 3)::xid8) FROM pg_prepared_xacts
WHERE database = current_database() AND gid LIKE 'yinqiao:%%' AND gid LIKE %s
"""
_FATES = {"committed": sql.SQL("COMMIT"), "aborted": sql.SQL("ROLLBACK")}

logger = logging.getLogger(__name__)


class Companion:
    """The other connection of an act, working in a thread of its own; `run` may be called several times, in order."""

    def __init__(self, act_id: UUID, rows: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_HERE)
            _, _, number, *self._settings = cursor.fetchone()
        self.name = f"{_NAME}:{act_id}:{number}"
        self._rows = rows
        self._context = copy_context()
        self._thread = ThreadPoolExecutor(1, "companion")
        self._open = ExitStack()
        self._told: list[Future[Any]] = [self._later(self._begin)]

    def run(self, work: Callable[[], object]) -> None:
        """Do `work` after what was given before it, beside the caller; a temporary table is out of its reach."""
        before = self._told[-1]
        self._told.append(self._later(lambda: (before.result(), work())))

    def prepare(self) -> None:
        """Wait for all work and make it ready to be committed; raises what failed first."""
        with ExitStack() as failing:
            failing.callback(self.abandon)
            for one in self._told:
                one.result()
            self._later(self._prepare).result()
            failing.pop_all()
        self._end()
        killpoint("acts.companion_prepared")

    def abandon(self) -> None:
        """Undo whatever was done."""
        for one in self._told:
            one.cancel()
        self._later(self._roll_back).result()
        self._end()

    def _later(self, work: Callable[[], T]) -> Future[T]:
        return self._thread.submit(self._context.run, work)

    def _begin(self) -> None:
        self._open.enter_context(transaction.atomic())
        with connection.cursor() as cursor:
            cursor.execute(_THERE, self._settings)
        self._open.enter_context(set_based(self._rows))

    def _prepare(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("PREPARE TRANSACTION {}").format(sql.Literal(self.name)))
        # What is prepared belongs to no connection any more: there is nothing left to commit here.
        self._open.close()

    def _roll_back(self) -> None:
        if connection.in_atomic_block:
            connection.set_rollback(True)
        self._open.close()

    def _end(self) -> None:
        self._later(lambda: connection.close()).result()
        self._thread.shutdown()


def has_room() -> bool:
    """Whether this PostgreSQL may prepare transactions (`max_prepared_transactions`); without, an act works alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('max_prepared_transactions')::int > 0")
        return bool(cursor.fetchone()[0])


def let_go() -> None:
    """The act is over and its companion has its fate: a backup may take its moment again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock_shared(%s)", [_UNDER_WAY])


def settle(name: str = "%") -> int:
    """Give every prepared companion the fate of its act; returns how many were settled.

    After each act with a companion for that one, and by the worker for those whose process died: an act that is still
    under way is left alone. Call it outside a transaction. The worker may step into the role of the web process.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LEFT, [name])
        left = cursor.fetchall()
    settled = 0
    for gid, owner, is_others, fate in left:
        if fate not in _FATES:
            continue
        try:
            with connection.cursor() as cursor:
                if is_others:
                    cursor.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(owner)))
                cursor.execute(sql.SQL("{} PREPARED {}").format(_FATES[fate], sql.Literal(gid)))
            settled += 1
        except DatabaseError as problem:
            # Somebody else settles it at this moment, or the role is out of reach: the next round looks again.
            logger.warning("companion not settled: %s", type(problem).__name__)
        finally:
            if is_others:
                with connection.cursor() as cursor:
                    cursor.execute("RESET ROLE")
    return settled


def whole_moment(other: psycopg.Connection[Any]) -> bool:
    """Keep acts with companions out until `end_moment`; False (and nothing kept) while one has no fate yet.

    `other` is in autocommit. A snapshot taken now sees of each act everything or nothing.
    """
    other.execute("SELECT pg_advisory_lock(%s)", [_UNDER_WAY])
    left = other.execute(
        "SELECT EXISTS (SELECT 1 FROM pg_prepared_xacts WHERE database = current_database() AND gid LIKE 'yinqiao:%')"
    ).fetchone()
    if left and not left[0]:
        return True
    end_moment(other)
    return False


def end_moment(other: psycopg.Connection[Any]) -> None:
    """Let acts with companions begin again."""
    other.execute("SELECT pg_advisory_unlock(%s)", [_UNDER_WAY])
