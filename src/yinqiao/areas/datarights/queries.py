"""Requests of people about their data, and who saw or changed it (Personal Information Protection Law, articles 44 to 49)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from yinqiao.areas.contacts.queries import CONTACT_EVENTS
from yinqiao.areas.datarights.models import DataRequest
from yinqiao.areas.datarights.types import (
    AskedBy,
    DataRequestKind,
    DataRequestRow,
    DataRequestState,
    OwnTouch,
    TouchRow,
    reading_words,
)
from yinqiao.areas.retirees.queries import changed_fields, find_row, list_changes
from yinqiao.areas.retirees.types import FIELD_LABELS, ChangeRow
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Scope
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.crypto.fields import reveal_many
from yinqiao.platform.events.models import Event
from yinqiao.platform.events.registry import label_of, withheld_codes
from yinqiao.platform.rulebook import rulebook

_PLACE, _ENTERPRISE = "retiree__place_no", "retiree__enterprise_id"


def list_data_requests(
    *, scope: Scope, retiree_id: UUID | None = None, is_open: bool | None = None, limit: int = 200
) -> list[DataRequestRow]:
    """Requests of one person or of everybody in scope, the earliest due first; none for an enterprise."""
    if scope.is_enterprise:
        return []
    found = DataRequest.objects.filter(scope.predicate(place=_PLACE, enterprise=_ENTERPRISE, person="retiree_id"))
    if retiree_id is not None:
        found = found.filter(retiree_id=retiree_id)
    if is_open is not None:
        open_state = DataRequestState.OPEN.value
        found = found.filter(state=open_state) if is_open else found.exclude(state=open_state)
    return _rows(list(found.select_related("retiree").order_by("due_on", "id")[:limit]))


def get_data_request(*, scope: Scope, request_id: UUID) -> DataRequestRow:
    """One request; NotFound when absent or out of scope."""
    found = DataRequest.objects.filter(scope.predicate(place=_PLACE, enterprise=_ENTERPRISE), pk=request_id)
    rows = [] if scope.is_enterprise else _rows(list(found.select_related("retiree")))
    if not rows:
        raise NotFound
    return rows[0]


def get_own_request(*, scope: Scope, request_id: UUID) -> DataRequestRow:
    """One of the requests of the person of the scope; NotFound for every other one and for everybody else."""
    found = DataRequest.objects.filter(retiree_id=scope.person, pk=request_id) if scope.person else None
    rows = [] if found is None or scope.warrant else _rows(list(found.select_related("retiree")))
    if not rows:
        raise NotFound
    return rows[0]


def list_changes_for(*, scope: Scope, request_id: UUID) -> list[ChangeRow]:
    """What was changed of the person since a request came in, newest first: from this its answer is chosen."""
    asked = get_data_request(scope=scope, request_id=request_id)
    return list_changes(scope=scope, retiree_id=asked.retiree_id, since=asked.received_on, also=CONTACT_EVENTS)


def count_data_requests_due(*, scope: Scope, by: date) -> int:
    """Open requests in scope whose answer is due on `by` or earlier."""
    if scope.is_enterprise:
        return 0
    found = DataRequest.objects.filter(scope.predicate(place=_PLACE, enterprise=_ENTERPRISE))
    return found.filter(state=DataRequestState.OPEN.value, due_on__lte=by).count()


def who_touched(*, scope: Scope, retiree_id: UUID, limit: int = 200) -> list[TouchRow]:
    """Every reading and every act on a person, newest first, with the names of the fields that changed or were shown.

    Acts on many people (a roster) are found through the person's events and row history. A list or an export that
    held the person among others is counted in its own entry and is not in this list. NotFound out of scope; entries
    of others are visible only to those who oversee (row-level security of the audit log). What is withheld from
    oversight is not told of the person: its entries name no person.
    """
    find_row(scope, retiree_id)
    happened: dict[UUID, list[str]] = defaultdict(list)
    told = Event.objects.filter(retiree_id=retiree_id)
    if scope.is_oversight:
        told = told.exclude(type__in=withheld_codes())
    for act_id, kind in told.order_by("id").values_list("act_id", "type"):
        happened[act_id].append(label_of(kind))
    changed = changed_fields(scope=scope, retiree_id=retiree_id)
    acts = [*happened, *changed]
    entries = Entry.objects.filter(Q(subject_id=retiree_id) | Q(pk__in=acts)).order_by("-id")[:limit]
    return [
        TouchRow(
            at=entry.at,
            kind=entry.kind,
            action=entry.action,
            actor_name=entry.actor_name,
            actor_role=entry.actor_role,
            scope=entry.scope,
            purpose=entry.purpose,
            events=tuple(happened.get(entry.pk, ())),
            fields=changed.get(entry.pk) or _shown_fields(entry),
        )
        for entry in entries
    ]


def list_own_touches(*, scope: Scope, at: datetime, limit: int = 100) -> list[OwnTouch]:
    """Who opened a retiree's record, newest first, for that retiree: what the rule `datarights.told_readings` allows.

    Nothing for anybody else. A list or an export that held the person among others is not in it.
    """
    if scope.person is None:
        return []
    rule = rulebook().get("datarights.told_readings", region=settings.REGION, day=timezone.localdate(at))
    told = Entry.objects.filter(subject_id=scope.person, kind="read", action__in=rule.parameters["actions"])
    found = told.exclude(actor_role__in=rule.parameters["not_by"]).order_by("-id")[:limit]
    return [OwnTouch(one.at, reading_words(one.action), one.scope, one.actor_role, one.purpose) for one in found]


def _shown_fields(entry: Entry) -> tuple[str, ...]:
    """The names of the fields that a reading noted as shown in full; a name without words stays as it is."""
    shown = entry.detail.get("fields", ()) if entry.kind == "read" else ()
    return tuple(FIELD_LABELS.get(name, name) for name in shown)


def _rows(found: Sequence[DataRequest]) -> list[DataRequestRow]:
    texts, answers = reveal_many(found, "text"), reveal_many(found, "answer")
    kinds = {one.value: one.label for one in DataRequestKind}
    askers = {one.value: one.label for one in AskedBy}
    states = {one.value: one.label for one in DataRequestState}
    return [
        DataRequestRow(
            id=row.pk,
            retiree_id=row.retiree_id,
            retiree_name=row.retiree.name,
            kind=row.kind,
            kind_label=kinds.get(row.kind, row.kind),
            asked_by=askers.get(row.asked_by, row.asked_by),
            received_on=row.received_on,
            due_on=row.due_on,
            state=row.state,
            state_label=states.get(row.state, row.state),
            text=text or "",
            answer=answer or "",
            answered_on=row.answered_on,
            answered_by=row.answered_by,
        )
        for row, text, answer in zip(found, texts, answers, strict=True)
    ]
