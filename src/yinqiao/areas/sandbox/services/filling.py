"""What lies in a sandbox is made and taken away within its own scope, which reaches nobody of the city."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

import polars as pl
from django.conf import settings
from django.db import connection

from yinqiao.areas.certification.services import follow_accepted
from yinqiao.areas.intake.services import register_source, remove_source
from yinqiao.areas.intake.types import Basis, NewSource, SourceKind, inward_types
from yinqiao.areas.retirees.queries import people_within
from yinqiao.areas.retirees.services import Origin, register_people, remove_people
from yinqiao.areas.retirees.types import RetireeStatus, Source
from yinqiao.areas.sandbox import errors
from yinqiao.areas.sandbox.models import Sandbox
from yinqiao.areas.sandbox.rules import KNOWN_SINCE, made_up
from yinqiao.platform.access import Actor, Scope
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.rulebook import rulebook

_SILENT_DAYS = 366


def period(act: Act) -> dict[str, int]:
    """The rule of the day."""
    rule = rulebook().get("sandbox.period", region=settings.REGION, day=act.stamp.occurred_on)
    return dict(rule.parameters)


def lock_sandbox(act: Act, no: int) -> Sandbox:
    """A sandbox of the actor's own office that has not ended, locked; NotFound otherwise, Conflict when it has."""
    scope = act.actor.scope
    inside = {"place_no__gte": scope.place_from, "place_no__lt": scope.place_to}
    found = Sandbox.objects.select_for_update().filter(pk=no, **inside).first()
    if found is None:
        raise errors.not_found()
    if found.ended_at is not None:
        raise errors.ended()
    act.note(sandbox=no)
    return found


def inside(actor: Actor, no: int) -> Actor:
    """The same actor within one sandbox."""
    return actor.within(Scope.sandbox(no))


def _new_id() -> bytes:
    """Behind the ids of all people: by it the walls tell whoever was made for a sandbox."""
    return UUID(bytes=b"\xff" * 6 + secrets.token_bytes(10), version=4).bytes


def fill(*, actor: Actor, at: datetime, found: Sandbox) -> UUID:
    """Make the people of a sandbox, managed and with a clock of certification, and its source; returns that."""
    within = inside(actor, found.no)
    with perform(actor=within, action="sandbox.fill", at=at) as act:
        people = register_people(
            act=act,
            people=pl.DataFrame([{**one, "retiree_id": _new_id()} for one in made_up(found.no)]),
            origin=Origin(Source.ROSTER, KNOWN_SINCE, is_synthetic=True),
            status=RetireeStatus.MANAGED,
        )
        follow_accepted(act=act)
        act.people = len(people)
        return register_source(actor=within, at=at, source=_source_of(found, act))


def _source_of(found: Sandbox, act: Act) -> NewSource:
    """All that an office of its kind may tell."""
    kind, today = SourceKind(found.kind), act.stamp.occurred_on
    types = tuple(one.code for one in inward_types().values() if kind in one.kinds)
    basis = Basis("试用对接，没有真实人员", "不涉及个人信息", today)
    return NewSource(found.name, kind, found.code, types, basis, period(act)["rate"], _SILENT_DAYS, found.key_id)


def empty(*, actor: Actor, at: datetime, found: Sandbox) -> int:
    """Take away what a sandbox told, its source, and whom it was about; returns how many messages there were."""
    with perform(actor=inside(actor, found.no), action="sandbox.empty", at=at) as act:
        messages = remove_source(act=act, source_id=found.source_id) if found.source_id else 0
        people = list(people_within(scope=act.actor.scope).values_list("pk", flat=True))
        with connection.cursor() as cursor:
            cursor.execute("SELECT sandbox_forget_notes(%s::uuid[])", [people])
        act.people = remove_people(act=act, ids=people)
        act.note(messages=messages)
        return messages
