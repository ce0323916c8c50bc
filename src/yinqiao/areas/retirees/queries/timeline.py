"""What happened to a person, and what officers noted: newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from yinqiao.areas.organisations import queries as organisations
from yinqiao.areas.retirees.events import PEOPLE_MERGED
from yinqiao.areas.retirees.models import Note, NoteText, Retiree
from yinqiao.areas.retirees.queries.people import find_row
from yinqiao.areas.retirees.types import FIELD_LABELS, NoteKind, NoteRow, Source, TimelineRow
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Scope
from yinqiao.platform.crypto.cipher import decrypt_many
from yinqiao.platform.events.models import Event
from yinqiao.platform.events.registry import label_of, withheld_codes


def list_timeline(*, scope: Scope, retiree_id: UUID, limit: int = 100) -> list[TimelineRow]:
    """The events of a person, newest first; NotFound out of scope. An enterprise sees only what is shared with it.

    Nor does it read which office acted, other than itself: the community that accepted is where the person lives.
    An overseer is not told what is withheld from oversight.
    """
    find_row(scope, retiree_id)
    found = Event.objects.filter(retiree_id__in=with_merged(scope, retiree_id))
    if scope.is_enterprise:
        found = found.filter(is_shared=True)
    if scope.is_oversight:
        found = found.exclude(type__in=withheld_codes())
    return [
        TimelineRow(
            type=event.type,
            label=label_of(event.type),
            occurred_on=event.occurred_on,
            recorded_at=event.recorded_at,
            actor_name=event.actor_name if _tells_office(scope, event) else "",
            actor_unit=event.actor_unit if _tells_office(scope, event) else "",
            sentence="" if scope.is_enterprise else sentence(event.data),
        )
        for event in found.order_by("-id")[:limit]
    ]


def _tells_office(scope: Scope, event: Event) -> bool:
    return not scope.is_enterprise or event.actor_unit == scope.label


def with_merged(scope: Scope, retiree_id: UUID) -> list[UUID]:
    """The person and the entries that gave way to it, which its own log names: a merged life is one life."""
    merges = Event.objects.filter(retiree_id=retiree_id, type=PEOPLE_MERGED.code)
    named = [data["gone"] for data in merges.values_list("data", flat=True) if "gone" in data]
    gone = Retiree.objects.filter(scope.predicate(), pk__in=named, merged_into_id=retiree_id)
    return [retiree_id, *gone.values_list("pk", flat=True)]


def sentence(data: Mapping[str, Any]) -> str:
    """The facts of an event in words: which fields, which day, from whom, to where; unknown keys stay unsaid."""
    parts: list[str] = []
    if fields := data.get("fields"):
        parts.append("、".join(FIELD_LABELS.get(name, name) for name in fields))
    if day := data.get("died_on"):
        parts.append(f"死亡日期 {day}")
    if to := data.get("to_place"):
        parts.append(f"迁往 {organisations.places().label(int(to))}")
    if source := data.get("source"):
        parts.append(f"来源：{next((one.label for one in Source if one.value == source), source)}")
    return "；".join(parts)


def list_notes(*, scope: Scope, retiree_id: UUID, limit: int = 50, with_words: bool = False) -> list[NoteRow]:
    """Notes, visits and calls of a person, newest first; none for an enterprise, NotFound out of scope.

    `with_words` for who works with them, or for a caller that has noted the purpose; never for an overseer.
    """
    find_row(scope, retiree_id)
    if scope.is_enterprise:
        return []
    found = Note.objects.filter(retiree_id__in=with_merged(scope, retiree_id))
    rows = list(found.order_by("-occurred_on", "-recorded_at")[:limit])
    texts = _words([row.pk for row in rows]) if with_words and scope.sees_content else {}
    return [_note_row(row, texts.get(row.pk, "")) for row in rows]


def get_note(*, scope: Scope, note_id: UUID, with_words: bool = False) -> tuple[UUID, NoteRow]:
    """The person on whose page a note stands, and the note; NotFound out of scope, without content in the scope."""
    within = scope.predicate(place="retiree__place_no", enterprise="retiree__enterprise_id")
    row = Note.objects.filter(within, pk=note_id).select_related("retiree").first() if scope.sees_content else None
    if row is None:
        raise NotFound
    text = _words([row.pk]).get(row.pk, "") if with_words else ""
    return row.retiree.merged_into_id or row.retiree_id, _note_row(row, text)


def _words(ids: Sequence[UUID]) -> dict[UUID, str]:
    """What notes say, as far as the transaction may open them."""
    found = list(NoteText.objects.filter(pk__in=ids).values_list("note_id", "text"))
    table, column = NoteText.CELL
    opened = decrypt_many([bytes(text) for _, text in found], [one for one, _ in found], table=table, column=column)
    return {one: text or "" for (one, _), text in zip(found, opened, strict=True)}


def _note_row(row: Note, text: str) -> NoteRow:
    label = NoteKind(row.kind).label
    return NoteRow(row.pk, row.kind, label, row.occurred_on, text, row.author_name, row.recorded_at)


def find_last_contact(*, scope: Scope, retiree_id: UUID) -> date | None:
    """The day of the last visit or call, or None."""
    if scope.is_enterprise:
        return None
    find_row(scope, retiree_id)
    kinds = [NoteKind.VISIT.value, NoteKind.CALL.value]
    found = Note.objects.filter(retiree_id=retiree_id, kind__in=kinds).order_by("-occurred_on")
    return found.values_list("occurred_on", flat=True).first()
