"""Reads of 试用对接: which there are, and what lies in each. Nothing of the city is read from inside one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from yinqiao.areas.intake.queries import MessageView, get_message, list_messages, title_of, words_of
from yinqiao.areas.intake.types import MessageState, SourceKind
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.areas.sandbox import errors
from yinqiao.areas.sandbox.models import Sandbox
from yinqiao.areas.sandbox.types import MadeUp, SandboxRow, SandboxState, TriedRow
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.crypto.fields import reveal_many
from yinqiao.platform.events.models import Event
from yinqiao.platform.events.registry import label_of

MOST_SHOWN = 5000


def _within(scope: Scope) -> Q:
    return Q(place_no__gte=scope.place_from, place_no__lt=scope.place_to)


def list_sandboxes(*, scope: Scope, today: date) -> list[SandboxRow]:
    """The sandboxes of the scope's own office, the newest first; none for an enterprise."""
    return _rows(Sandbox.objects.filter(_within(scope)), today)


def read_no(text: str) -> int:
    """The number of a sandbox as an address has it; NotFound for what is none."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise errors.not_found()
    return int(text)


def get_sandbox(*, scope: Scope, no: int, today: date) -> SandboxRow:
    """One sandbox; NotFound when absent or out of scope."""
    found = _rows(Sandbox.objects.filter(_within(scope), pk=no), today)
    if not found:
        raise errors.not_found()
    return found[0]


def _rows(found: QuerySet[Sandbox], today: date) -> list[SandboxRow]:
    return [
        SandboxRow(
            one.pk, one.name, one.kind, SourceKind(one.kind).label, one.code, one.key.name if one.key else "",
            one.source_id, one.valid_to, _state(one, today), one.made_at,
        )
        for one in found.select_related("key").order_by("-pk")
    ]  # fmt: skip


def _state(one: Sandbox, today: date) -> SandboxState:
    if one.ended_at is not None:
        return SandboxState.ENDED
    is_over = one.valid_to <= today or (one.key is not None and one.key.revoked_at is not None)
    return SandboxState.LAPSED if is_over else SandboxState.OPEN


@contextmanager
def looking_into(*, actor: Actor, no: int, today: date) -> Iterator[Scope]:
    """Act inside one sandbox of the actor's own office, which is read there and nothing else; NotFound otherwise."""
    get_sandbox(scope=actor.scope, no=no, today=today)
    with acting(actor.within(Scope.sandbox(no))) as inside:
        yield inside.scope


def list_made_up(*, scope: Scope) -> list[MadeUp]:
    """The people of a sandbox as they stand now, with all that a programme needs to tell of them."""
    rows = list(people_within(scope=scope).order_by("born_on", "pk"))
    return [
        MadeUp(
            row.pk, row.name, told.get("id_no", ""), told.get("phone", ""), told.get("address", ""),
            RetireeStatus(row.status).label, row.died_on,
        )
        for row, told in zip(rows, facts_of(rows), strict=True)
    ]  # fmt: skip


def list_tried(*, scope: Scope, state: str = "", event: str = "") -> list[TriedRow]:
    """What was told in a sandbox, the newest first, with what became of it and what it changed."""
    found = list_messages(scope=scope)
    if state:
        found = found.filter(state=state)
    if event:
        found = found.filter(event_id__contains=event)
    rows = list(found[:MOST_SHOWN])
    names = dict(people_within(scope=scope).values_list("pk", "name"))
    changed = _changes(scope, {row.act_id for row in rows if row.act_id})
    return [
        TriedRow(
            row.pk, row.event_id, title_of(row.type) if row.type else "", names.get(row.retiree_id, "") if row.retiree_id else "", row.state,
            words_of(row.reason) + (f"（{row.fault}）" if row.fault else ""),
            "、".join(changed.get((row.act_id, row.retiree_id), ())), row.received_at,
        )
        for row in rows
    ]  # fmt: skip


def get_tried(*, scope: Scope, message_id: UUID) -> tuple[MessageView, list[str]]:
    """One message with its receipt, and what it changed in words; NotFound otherwise."""
    view = get_message(scope=scope, message_id=message_id)
    act_id = view.row.act_id
    changed = _changes(scope, {act_id}) if act_id else {}
    return view, list(changed.get((act_id, view.row.retiree_id), ()))


def list_requests(*, scope: Scope) -> list[list[dict[str, Any]]]:
    """What was told in a sandbox and taken in: the events as sent, request by request as they came."""
    rows = list_messages(scope=scope).defer(None).filter(body__isnull=False)
    kept = list(rows.exclude(state=MessageState.REFUSED.value).order_by("received_at", "id"))
    told = zip(kept, reveal_many(kept, "body"), strict=True)
    requests = groupby(((row.received_at, body) for row, body in told if body), key=itemgetter(0))
    return [[json.loads(body)["event"] for _, body in request] for _, request in requests]


def _changes(scope: Scope, acts: set[UUID]) -> dict[tuple[UUID | None, UUID | None], dict[str, None]]:
    """By act and person, what happened, in the order in which it did."""
    seen = people_within(scope=scope).values("pk")
    told = Event.objects.filter(act_id__in=acts, retiree_id__in=seen).order_by("id")
    found: dict[tuple[UUID | None, UUID | None], dict[str, None]] = defaultdict(dict)
    for act_id, who, kind in told.values_list("act_id", "retiree_id", "type"):
        found[act_id, who][label_of(kind)] = None
    return found


def count_tried(*, scope: Scope) -> dict[MessageState, int]:
    """How many messages of a sandbox stand in each state."""
    counted = list_messages(scope=scope).order_by().values_list("state").annotate(Count("id"))
    return {MessageState(state): count for state, count in counted}
