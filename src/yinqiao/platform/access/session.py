"""Puts an actor and a scope on the database transaction, so that row-level security can judge every statement.

The settings live as long as the transaction (`SET LOCAL`), never as long as the connection.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction
from django.utils import timezone

from yinqiao.platform.access.types import Actor, Scope, world_of
from yinqiao.platform.access.widenings import record_widening
from yinqiao.platform.rulebook import freshen

_SET = (
    "SELECT set_config('yq.actor', %s, true), set_config('yq.role', %s, true), set_config('yq.nlo', %s, true),"
    " set_config('yq.nhi', %s, true), set_config('yq.ents', %s, true), set_config('yq.opens', %s, true),"
    " set_config('yq.office', %s, true), set_config('yq.person', %s, true),"
    " set_config('yq.warrant', %s, true), set_config('yq.stay', %s, true)"
)
_SET_SCOPE = (
    "SELECT set_config('yq.nlo', %s, true), set_config('yq.nhi', %s, true), set_config('yq.ents', %s, true),"
    " set_config('yq.opens', %s, true)"
)

_actor: ContextVar[Actor | None] = ContextVar("yinqiao_actor", default=None)
_is_wide: ContextVar[bool] = ContextVar("yinqiao_is_wide", default=False)


def current_actor() -> Actor:
    """The actor of this transaction; the anonymous one outside any."""
    return _actor.get() or Actor.anonymous()


def _scope_settings(scope: Scope) -> tuple[str, str, str, str]:
    """The four settings of a scope; empty strings close the policies. The last opens what is sealed: not for oversight."""
    if scope.is_sandbox and (scope.place_to > 0 or scope.enterprises):
        raise ValueError("a scope lies in the city or in a sandbox")
    if scope.place_from >= scope.place_to:
        low, high = "", ""
    else:
        low, high = str(scope.place_from), str(scope.place_to)
    opens = "" if scope.is_oversight or scope.is_empty else "on"
    return low, high, "{" + ",".join(map(str, scope.enterprises)) + "}", opens


def _apply(actor: Actor | None) -> None:
    someone = actor or Actor.anonymous()
    with connection.cursor() as cursor:
        scope = someone.scope
        stay = scope.stay.grant if scope.stay is not None else None
        reached = [str(one or "") for one in (scope.office, scope.person, scope.warrant, stay)]
        cursor.execute(_SET, [str(someone.id or ""), someone.role, *_scope_settings(someone.scope), *reached])


@contextmanager
def acting(actor: Actor) -> Iterator[Actor]:
    """Open a transaction (or a savepoint in one) in which `actor` acts within its scope.

    Leaving restores the actor before it, so that a nested use cannot widen what follows.
    """
    outer, is_inside_another = _actor.get(), connection.in_atomic_block
    with transaction.atomic():
        _apply(actor)
        if not is_inside_another:
            # Here, where every read and every act begins: nothing is decided by yesterday's rules.
            freshen(timezone.localdate())
        token, wide = _actor.set(actor), _is_wide.set(False)
        try:
            with world_of(actor.scope):
                yield actor
        finally:
            _actor.reset(token)
            _is_wide.reset(wide)
        # An error never comes here: the rollback of its savepoint or transaction takes the settings back itself. So does
        # the end of the transaction, if this one opened it: one statement less for every page.
        if is_inside_another and not connection.needs_rollback:
            _apply(outer)


@contextmanager
def widened(reason: str) -> Iterator[None]:
    """Widen the transaction to everybody for the writes of one act: the only place that widens.

    Everybody of the city; an act in a sandbox stays in it.

    An act checks its own scope first, then writes inside; nothing read inside may reach a screen.
    `reason` is a dotted code of the reviewed list in `widenings.py`; each use leaves an audit entry. Leaving one that
    was used inside another leaves the outer one wide.
    """
    actor = current_actor()
    record_widening(actor, reason)
    # A savepoint, so that an error that somebody catches outside cannot leave the transaction widened.
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_SET_SCOPE, list(_scope_settings(Scope.everything())))
        token = _is_wide.set(True)
        try:
            yield
        finally:
            _is_wide.reset(token)
        if not connection.needs_rollback and not _is_wide.get():
            with connection.cursor() as cursor:
                cursor.execute(_SET_SCOPE, list(_scope_settings(actor.scope)))
