"""Who saw or changed a person: for the auditor and the data-protection officer, and for the person's own right to know."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from django.db.models import Q

from yinqiao.areas.retirees.models import (
    RetireeVersion,
    SealedFacts,
    SealedFactsVersion,
)
from yinqiao.areas.retirees.queries.facts import read_facts
from yinqiao.areas.retirees.queries.people import find_row
from yinqiao.areas.retirees.types import FIELD_LABELS, TouchRow
from yinqiao.kernel.errors import Unavailable
from yinqiao.platform.access import Scope
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.events.models import Event
from yinqiao.platform.events.registry import label_of

_FACTS_LABEL = "密文资料"
# What every change touches says nothing about what was changed.
_SILENT = {"lock_version", "sources", "id_no_index", "id_tail_index", "phone_index", "status_on"}


def who_touched(*, scope: Scope, retiree_id: UUID, limit: int = 200) -> list[TouchRow]:
    """Every reading and every act on a person, newest first, with the names of the fields that changed.

    Acts on many people (a roster) are found through the person's events and row history. A list or an export that
    held the person among others is counted in its own entry and is not in this list. NotFound out of scope; entries
    of others are visible only to those who oversee (row-level security of the audit log).
    """
    find_row(scope, retiree_id)
    happened: dict[UUID, list[str]] = defaultdict(list)
    events = Event.objects.filter(retiree_id=retiree_id).order_by("id").values_list("act_id", "type")
    for act_id, kind in events:
        happened[act_id].append(label_of(kind))
    changed = changed_fields(retiree_id)
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
            fields=changed.get(entry.pk, ()),
        )
        for entry in entries
    ]


def changed_fields(retiree_id: UUID) -> dict[UUID, tuple[str, ...]]:
    """Act → labels of the fields that it changed, from the row history; sealed facts are compared inside the process."""
    columns = [f.column for f in RetireeVersion._meta.concrete_fields if f.column in FIELD_LABELS]
    columns = [name for name in columns if name not in _SILENT]
    versions = RetireeVersion.objects.filter(pgh_obj_id=retiree_id).order_by("pgh_id")
    found: dict[UUID, tuple[str, ...]] = {}
    before: tuple[object, ...] | None = None
    for act_id, label, *values in versions.values_list("act_id", "pgh_label", *columns):
        now = tuple(bytes(value) if isinstance(value, memoryview) else value for value in values)
        if act_id is not None and before is not None and label == "update":
            names = [FIELD_LABELS[name] for name, old, new in zip(columns, before, now, strict=True) if old != new]
            found[act_id] = tuple(dict.fromkeys((*found.get(act_id, ()), *names)))
        elif act_id is not None:
            found.setdefault(act_id, ())
        before = now
    for act_id, labels in _sealed_changes(retiree_id):
        found[act_id] = tuple(dict.fromkeys((*found.get(act_id, ()), *labels)))
    return found


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
