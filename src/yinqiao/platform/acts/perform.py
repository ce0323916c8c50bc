"""`perform`: the one way in which a service changes anything."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.conf import settings
from django.db import Error, connection
from django.utils import timezone
from psycopg import sql

from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access.session import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts.companion import Companion, has_room, let_go, settle
from yinqiao.platform.audit.log import record
from yinqiao.platform.events.registry import reactions_to
from yinqiao.platform.events.write import Stamp, Subject, append_events, append_from_select
from yinqiao.platform.faults.killpoints import killpoint

logger = logging.getLogger(__name__)

# The type of the event whose reaction runs now. Of the context, not of the act: its companion works in a thread.
_cause: ContextVar[str] = ContextVar("yinqiao_cause", default="")

# `run(work)`: what an act gives to be done beside it.
Run = Callable[[Callable[[], object]], None]


def at_once(work: Callable[[], object]) -> None:
    """The `Run` of who works alone."""
    work()


class Act:
    """One act under way: collects what its audit entry will say and emits its events."""

    def __init__(self, actor: Actor, action: str, at: datetime, *, is_outermost: bool = False) -> None:
        self.id: UUID = uuid_utils.uuid7()
        self.actor = actor
        self.action = action
        self.at = at
        self.people = 0
        self.subject: tuple[str, UUID | None] = ("", None)
        self.purpose = ""
        self.detail: dict[str, Any] = {}
        self.is_outermost = is_outermost
        self._companion: Companion | None = None
        self._run: Run = at_once

    @property
    def stamp(self) -> Stamp:
        """What the events of this act have in common; the date is the city's own (Asia/Shanghai)."""
        return Stamp(self.id, timezone.localdate(self.at), self.actor.name, self.actor.unit, _cause.get())

    def about(self, kind: str, subject_id: UUID, *, people: int = 1) -> None:
        """Name the one object of this act (a retiree, a batch) and how many people it touches."""
        self.subject = (kind, subject_id)
        self.people = people

    def note(self, **facts: Any) -> None:
        """Add codes, counts and ids to the audit entry; never personal data."""
        self.detail.update(facts)

    def emit(self, kind: EventType, subjects: Sequence[Subject]) -> int:
        """Append events for a few subjects and run what reacts to them; returns how many."""
        count = append_events(self.stamp, kind, subjects)
        self._react(kind, count)
        return count

    def emit_select(
        self, kind: EventType, select: sql.Composable, params: Sequence[Any] = (), *, has_subject: bool = False
    ) -> int:
        """Append events for every row of a SELECT and run what reacts to them; returns how many.

        With `has_subject` the SELECT names the thing that each is about, beside the person or in place of one.
        """
        count = append_from_select(self.stamp, kind, select, params, has_subject=has_subject)
        self._react(kind, count)
        return count

    @contextmanager
    def beside(self, rows: int) -> Iterator[Run]:
        """Give `run(work)`: work that may be done beside this transaction, committed with it or not at all.

        For so many `rows` that a second connection pays; otherwise, and inside another transaction, `run` does the work
        at once. What is given must not need rows that this act has changed and not committed, nor temporary tables, and
        must not write rows that the act writes itself. Leaving waits for it and raises what failed.
        """
        if rows < settings.COMPANION_FROM or not self.is_outermost or self._companion or not has_room():
            yield at_once
            return
        self._companion = Companion(self.id, rows)
        self._run = self._companion.run
        try:
            with ExitStack() as failing:
                failing.callback(self._companion.abandon)
                yield self._companion.run
                failing.pop_all()
        finally:
            self._run = at_once
        self._companion.prepare()

    @property
    def is_split(self) -> bool:
        """Whether a second connection writes a part of this act, which this one does not see before the commit."""
        return self._companion is not None

    def aside(self, work: Callable[[], object]) -> None:
        """For reactions: do `work` on the second connection of this act while it has one, after what was given to it
        before; at once otherwise. What `beside` says of such work holds.
        """
        self._run(partial(_because, _cause.get(), work))

    def settle(self) -> None:
        """Give the companion this act's fate; the worker does it for acts whose process died."""
        if self._companion is None:
            return
        killpoint("acts.companion_before_settle")
        try:
            try:
                settle(self._companion.name)
            finally:
                let_go()
        except Error as problem:
            # The connection went with the act; whoever looks next finds the companion and its fate.
            logger.warning("companion left to the worker: %s", type(problem).__name__)

    def _react(self, kind: EventType, count: int) -> None:
        for reaction in reactions_to(kind) if count else ():
            _because(kind.code, partial(reaction, self))


def _because(cause: str, work: Callable[[], object]) -> None:
    """Do `work`, whose events follow from an event of the type `cause`."""
    token = _cause.set(cause)
    try:
        work()
    finally:
        _cause.reset(token)


@contextmanager
def perform(*, actor: Actor, action: str, at: datetime, purpose: str = "") -> Iterator[Act]:
    """Open an act: a transaction as `actor`, the act's id on it for the row history, an audit entry at its end.

    A refusal or a fault inside undoes everything, the entry too. Nested acts join the outer transaction and keep
    their own entries.
    """
    act = Act(actor, action, at, is_outermost=not connection.in_atomic_block)
    act.purpose = purpose
    try:
        with acting(actor):
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_setting('yq.act', true), set_config('yq.act', %s, true)", [str(act.id)])
                outer = cursor.fetchone()[0] or ""
            yield act
            record(
                actor, action=action, kind="act", entry_id=act.id, at=at, subject=act.subject, people=act.people,
                purpose=act.purpose, detail=act.detail,
            )  # fmt: skip
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('yq.act', %s, true)", [outer])
            if act.is_outermost:
                killpoint("perform.before_commit")
        if act.is_outermost:
            killpoint("perform.after_commit")
    finally:
        act.settle()
