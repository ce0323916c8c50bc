"""What was changed of a person, by which act: from the events, and from the row history by name and never by value."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from yinqiao.areas.retirees import events
from yinqiao.areas.retirees.models import RetireeVersion, SealedFacts, SealedFactsVersion
from yinqiao.areas.retirees.queries.facts import read_facts
from yinqiao.areas.retirees.queries.people import find_row
from yinqiao.areas.retirees.queries.timeline import sentence
from yinqiao.areas.retirees.types import FIELD_LABELS, SEALED, ChangeRow
from yinqiao.kernel.errors import Unavailable
from yinqiao.platform.access import Scope
from yinqiao.platform.events.models import Event
from yinqiao.platform.events.registry import label_of

_FACTS_LABEL = "密文资料"
# What every change touches says nothing about what was changed.
_SILENT = {"lock_version", "sources", "id_no_index", "id_tail_index", "phone_index", "status_on"}


def list_changes(*, scope: Scope, retiree_id: UUID, since: date, also: Collection[str] = ()) -> list[ChangeRow]:
    """What officers corrected of the person from a day on, newest first; NotFound out of scope.

    `also` names events of higher rooms that count as changes too.
    """
    find_row(scope, retiree_id)
    kinds = [events.DETAILS_CORRECTED.code, events.FORMER_NAME_REMOVED.code, *also]
    changes = Event.objects.filter(retiree_id=retiree_id, type__in=kinds, occurred_on__gte=since).order_by("-id")
    return [
        ChangeRow(one.act_id, one.occurred_on, "：".join(filter(None, (label_of(one.type), sentence(one.data)))))
        for one in changes
    ]


def changed_fields(*, scope: Scope, retiree_id: UUID) -> dict[UUID, tuple[str, ...]]:
    """Act → labels of the fields that it changed, from the row history; NotFound out of scope.

    Sealed facts are compared inside the process. Who oversees may not open them: what an event named is told by name, of
    the rest that something sealed changed.
    """
    find_row(scope, retiree_id)
    columns = [f.column for f in RetireeVersion._meta.concrete_fields if f.column in FIELD_LABELS]
    columns = [*(name for name in columns if name not in _SILENT), "facts_digest"]
    versions = RetireeVersion.objects.filter(pgh_obj_id=retiree_id).order_by("pgh_id")
    found: dict[UUID, tuple[str, ...]] = {}
    before: tuple[object, ...] | None = None
    for act_id, label, *values in versions.values_list("act_id", "pgh_label", *columns):
        now = tuple(bytes(value) if isinstance(value, memoryview) else value for value in values)
        if act_id is not None and before is not None and label == "update":
            changed = [name for name, old, new in zip(columns, before, now, strict=True) if old != new]
            names = [FIELD_LABELS[name] for name in changed if name in FIELD_LABELS]
            if "facts_digest" in changed and not scope.sees_content:
                names += _named_by_events(retiree_id, act_id)
            found[act_id] = tuple(dict.fromkeys((*found.get(act_id, ()), *names)))
        elif act_id is not None:
            found.setdefault(act_id, ())
        before = now
    for act_id, labels in _sealed_changes(retiree_id) if scope.sees_content else ():
        found[act_id] = tuple(dict.fromkeys((*found.get(act_id, ()), *labels)))
    return found


def _named_by_events(retiree_id: UUID, act_id: UUID) -> list[str]:
    """The sealed facts that the events of an act name, or that some changed."""
    told = Event.objects.filter(retiree_id=retiree_id, act_id=act_id).values_list("data", flat=True)
    names = {name for data in told for name in data.get("fields", ())}
    return [label for name, label in FIELD_LABELS.items() if name in names.intersection(SEALED)] or [_FACTS_LABEL]


def _sealed_changes(retiree_id: UUID) -> list[tuple[UUID, list[str]]]:
    """Each act that put other facts in place of sealed ones, with the labels of those that differ."""
    replaced = SealedFactsVersion.objects.filter(pgh_obj_id=retiree_id, act_id__isnull=False).order_by("pgh_id")
    versions = list(replaced.values_list("act_id", "facts"))
    if not versions:
        return []
    texts = [
        *(facts for _, facts in versions),
        *SealedFacts.objects.filter(pk=retiree_id).values_list("facts", flat=True),
    ]
    try:
        known = read_facts(texts, [retiree_id] * len(texts))
    except Unavailable:
        # The key of an old version was destroyed by law: that something changed is still on record.
        return [(act_id, [_FACTS_LABEL]) for act_id, _ in versions]
    return [
        (act_id, [label for name, label in FIELD_LABELS.items() if old.get(name) != new.get(name)])
        for (act_id, _), old, new in zip(versions, known, known[1:], strict=False)
    ]


def last_acts(*, ids: Collection[UUID]) -> dict[UUID, UUID | None]:
    """The act that wrote the latest version of each of these people, as far as the transaction's scope reaches."""
    rows = RetireeVersion.objects.filter(pgh_obj_id__in=ids).order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return dict(rows.values_list("pgh_obj_id", "act_id"))
