"""Messages of a source, and the receipts as their sender reads them again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from yinqiao.areas.intake import errors
from yinqiao.areas.intake.models import Contradiction, Message, Source
from yinqiao.areas.intake.types import MessageState, Reason, inward_types
from yinqiao.areas.retirees.queries import find_row
from yinqiao.kernel.labels import Labelled
from yinqiao.kernel.masking import mask_address, mask_id_number, mask_name, mask_phone
from yinqiao.platform.access import Scope
from yinqiao.platform.crypto.fields import reveal

MOST_LISTED = 5000
_MASKS = {
    "id_number": mask_id_number, "new_id_number": mask_id_number, "phone": mask_phone, "address": mask_address,
    "building": lambda value: "已填" if value else "", "name": mask_name, "new_name": mask_name,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message as a page shows it: what it says masked, its receipt, the work item that it opened."""

    row: Message
    title: str
    facts: Sequence[tuple[str, str]]
    dispute_id: UUID | None


def list_messages(*, scope: Scope) -> QuerySet[Message]:
    """What the sources of the scope's own office sent, the newest first; without what it says."""
    within = Message.objects.filter(scope.sources(place="source__place_no", office="source_id"))
    return within.select_related("source").defer("body").order_by("-received_at", "-id")


def get_message(*, scope: Scope, message_id: UUID) -> MessageView:
    """One message of a source of the scope's own office; NotFound otherwise."""
    row = list_messages(scope=scope).defer(None).filter(pk=message_id).first()
    if row is None:
        raise errors.not_found()
    dispute = Contradiction.objects.filter(message=row).values_list("pk", flat=True).first()
    return MessageView(row, title_of(row.type), masked_facts(row), dispute)


def title_of(code: str) -> str:
    """A type in words; its code where the type is not known."""
    kind = inward_types().get(code)
    return kind.title if kind else code


def masked_facts(row: Message) -> list[tuple[str, str]]:
    """What a message says, field by field in the words of its type; names, numbers, phones and addresses masked."""
    return [(label, _MASKS[name](value) if name in _MASKS else value) for name, label, value in _facts(row)]


def _facts(row: Message) -> list[tuple[str, str, str]]:
    """Name of the field, its label, and the value, of those that are told."""
    kind, body = inward_types().get(row.type), reveal(row, "body") if row.body else None
    if kind is None or not body:
        return []
    told = json.loads(body)["event"].get("data") or {}
    return [
        (name, (field.description or name).partition("，")[0].partition("；")[0], worded(field.annotation, told[name]))
        for name, field in kind.schema.model_fields.items()
        if told.get(name)
    ]


def worded(told: Any, value: Any) -> str:
    """A value of a message in words: a code of a closed list by its label."""
    if isinstance(told, type) and issubclass(told, Labelled):
        return next((one.label for one in told if one.value == value), str(value))
    return str(value)


def list_told(*, scope: Scope, retiree_id: UUID) -> list[tuple[datetime, str, str, str, str]]:
    """All that was told of a person, in full: when, by whom, what, its content, what became of it.

    For the copy that the person asked for, after that was noted; nothing for enterprises and overseers.
    """
    if not scope.sees_content:
        return []
    person = find_row(scope, retiree_id)
    rows = Message.objects.filter(retiree_id=person.pk).select_related("source").order_by("received_at", "id")
    return [
        (
            row.received_at, row.source.name, title_of(row.type),
            "；".join(f"{label} {value}" for _, label, value in _facts(row)), MessageState(row.state).label,
        )
        for row in rows
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """A message behind something that happened to a person: by whom, when, by which rule; never what it says."""

    id: UUID
    act_id: UUID | None
    source: str
    title: str
    received_at: datetime
    rule: str
    reason: str
    opened_on: date | None
    dispute: str


def list_standing(*, scope: Scope, retiree_id: UUID) -> list[Standing]:
    """The messages that stand behind changes of a person and claims about one; none for who reads no content."""
    if not scope.sees_content:
        return []
    person = find_row(scope, retiree_id)
    rows = Message.objects.filter(retiree_id=person.pk).exclude(state=MessageState.REFUSED.value)
    found = rows.select_related("source", "contradiction").defer("body").order_by("received_at", "id")
    return [_standing(one) for one in found]


def _standing(one: Message) -> Standing:
    case = getattr(one, "contradiction", None)
    opened, kind = (case.opened_on, case.kind) if case is not None else (None, "")
    words = Reason(one.reason).label if one.reason in {known.value for known in Reason} else one.reason
    return Standing(
        one.pk, one.act_id, one.source.name, title_of(one.type), one.received_at, one.rule, words, opened, kind
    )  # fmt: skip


def find_source_of_key(*, scope: Scope, key_id: UUID | None) -> Source | None:
    """The source that a key is bound to; whatever the key's scope, it is its own."""
    del scope
    return Source.objects.filter(key_id=key_id, key__isnull=False).first()


def find_enterprise_source(*, scope: Scope, types: Sequence[str]) -> Source | None:
    """The source by which these enterprises tell all of these, with a key that reaches only them; None without one."""
    own = Source.objects.filter(
        kind="enterprise", reach_from=F("reach_to"), types__contains=list(types), key__isnull=False
    )
    within = own.filter(reach_enterprises__len__gt=0, reach_enterprises__contained_by=list(scope.enterprises))
    return within.order_by("code").first() if scope.is_enterprise else None


def list_receipts(
    *, scope: Scope, key_id: UUID | None, event_id: str = "", after: UUID | None = None, limit: int = 200
) -> list[Message]:
    """The messages of a key's own source in the order of their receipts, with where each stands by now."""
    source = find_source_of_key(scope=scope, key_id=key_id)
    if source is None:
        return []
    found = Message.objects.filter(source=source).defer("body")
    if event_id:
        found = found.filter(event_id=event_id)
    if after:
        found = found.filter(pk__gt=after)
    return list(found.order_by("pk")[:limit])
