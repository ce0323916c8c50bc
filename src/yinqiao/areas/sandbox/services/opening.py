"""A sandbox is opened with a key and people of its own, gets another key, ends."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.accounts.services import end_sandbox_key, make_sandbox_key
from yinqiao.areas.intake.services import bind_key
from yinqiao.areas.sandbox import errors
from yinqiao.areas.sandbox.models import Sandbox
from yinqiao.areas.sandbox.rules import cleared_on, may_last
from yinqiao.areas.sandbox.services.filling import empty, fill, inside, lock_sandbox, period
from yinqiao.areas.sandbox.types import NewSandbox
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import Act, perform


def open_sandbox(*, actor: Actor, at: datetime, sandbox: NewSandbox) -> tuple[int, str]:
    """Open a sandbox: its people, its source with all that such an office may tell, its key. Returns number and key.

    The key is told this once. Invalid `sandbox.too_long`; what `intake.register_source` refuses; NotFound
    `accounts.key_not_possible` for a stand-in.
    """
    with perform(actor=actor, action="sandbox.open", at=at) as act:
        _require_period(act, sandbox.valid_to)
        made = Sandbox.objects.create(
            name=sandbox.name.strip(), kind=sandbox.kind.value, code=sandbox.code, place_no=actor.scope.place_from,
            valid_to=sandbox.valid_to, made_at=at,
        )  # fmt: skip
        made.key_id, token = _make_key(act, made)
        made.source_id = fill(actor=actor, at=at, found=made)
        made.save(update_fields=["key", "source_id"])
        act.note(sandbox=made.pk, kind=made.kind)
        return made.pk, token


def renew_key(*, actor: Actor, at: datetime, no: int, valid_to: date) -> str:
    """Give a sandbox another key; the one before opens nothing from the next request on. Returns it, this once."""
    with perform(actor=actor, action="sandbox.renew_key", at=at) as act:
        found = lock_sandbox(act, no)
        _require_period(act, valid_to)
        _end_key(act, found)
        found.valid_to = valid_to
        key_id, token = _make_key(act, found)
        found.key_id = key_id
        found.save(update_fields=["valid_to", "key"])
        if found.source_id is not None:
            bind_key(actor=inside(actor, no), at=at, source_id=found.source_id, key_id=key_id)
        return token


def end_sandbox(*, actor: Actor, at: datetime, no: int) -> None:
    """End a sandbox for good: its key opens nothing any more, and all that lay in it is taken away."""
    with perform(actor=actor, action="sandbox.end", at=at) as act:
        _end(act, lock_sandbox(act, no))


def end_lapsed(*, actor: Actor, at: datetime) -> int:
    """End every sandbox whose key has ended so long ago that nobody goes on; returns how many."""
    with perform(actor=actor, action="sandbox.end_lapsed", at=at) as act:
        today, rule = act.stamp.occurred_on, period(act)
        found = Sandbox.objects.select_for_update().filter(ended_at__isnull=True, valid_to__lt=today).order_by("pk")
        lapsed = [one for one in found if cleared_on(rule, one.valid_to) <= today]
        for one in lapsed:
            _end(act, one)
        act.note(sandboxes=len(lapsed))
        return len(lapsed)


def _end(act: Act, found: Sandbox) -> None:
    _end_key(act, found)
    empty(actor=act.actor, at=act.at, found=found)
    found.source_id, found.ended_at = None, act.at
    found.save(update_fields=["source_id", "ended_at"])


def _end_key(act: Act, found: Sandbox) -> None:
    if found.key_id is not None:
        end_sandbox_key(act=act, key_id=found.key_id)


def _make_key(act: Act, found: Sandbox) -> tuple[UUID, str]:
    name = f"试用·{found.name}"
    return make_sandbox_key(act=act, name=name, sandbox_no=found.pk, valid_to=found.valid_to)


def _require_period(act: Act, valid_to: date) -> None:
    rule = period(act)
    if not may_last(rule, timezone.localdate(act.at), valid_to):
        raise errors.too_long(rule["longest_days"])
