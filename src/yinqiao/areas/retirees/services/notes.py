"""Notes, visits and calls of officers; the text is sealed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import uuid_utils.compat as uuid_utils

from yinqiao.areas.retirees import errors, events
from yinqiao.areas.retirees.models import Note, NoteText, Retiree
from yinqiao.areas.retirees.queries.guard import require_past, subject
from yinqiao.areas.retirees.rules import ACTS
from yinqiao.areas.retirees.services.guard import lock_person
from yinqiao.areas.retirees.types import NoteInput, NoteKind
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.crypto.cipher import encrypt_many

LONGEST_NOTE = 2000
_EVENTS: dict[NoteKind, EventType] = {
    NoteKind.NOTE: events.NOTE_ADDED,
    NoteKind.VISIT: events.VISIT_NOTED,
    NoteKind.CALL: events.CALL_NOTED,
}


def add_note(*, actor: Actor, at: datetime, retiree_id: UUID, note: NoteInput) -> UUID:
    """Add a note, a visit or a call to a person; returns its id.

    The day lies between birth and today; the text is at most 2,000 characters. Does not count the version on, so it
    never spoils a form that is open elsewhere.
    """
    with perform(actor=actor, action="retirees.add_note", at=at) as act:
        row = lock_person(act=act, retiree_id=retiree_id, rule=ACTS["add_note"])
        require_past(note.occurred_on, row, act.stamp.occurred_on, "occurred_on")
        text = note.text.strip()
        if not text:
            raise errors.missing_text("text", "请填写内容。")
        if len(text) > LONGEST_NOTE:
            raise errors.invalid_field("too_long", "text", f"内容过长，最多 {LONGEST_NOTE} 个字。")
        note_id = write_note(act, row, note.kind, note.occurred_on, text)
        act.emit(_EVENTS[note.kind], [subject(row)])
        act.note(note=str(note_id), kind=note.kind.value)
    return note_id


def write_note(act: Act, row: Retiree, kind: NoteKind, occurred_on: date, text: str) -> UUID:
    """Store a sealed note inside an act that has checked everything."""
    return write_notes(act, [row], kind, [text], occurred_on)[0]


def write_notes(
    act: Act, rows: Sequence[Retiree], kind: NoteKind, texts: Sequence[str], occurred_on: date | None = None
) -> list[UUID]:
    """Store a sealed note of each of these people; of the act's own day unless told otherwise."""
    ids = [uuid_utils.uuid7() for _ in rows]
    author, day = act.actor.id or act.id, occurred_on or act.stamp.occurred_on
    Note.objects.bulk_create(
        Note(id=one, retiree=row, kind=kind.value, occurred_on=day, author_id=author, author_name=act.actor.name[:64])
        for one, row in zip(ids, rows, strict=True)
    )
    table, column = NoteText.CELL
    sealed = encrypt_many(texts, ids, table=table, column=column)
    NoteText.objects.bulk_create(NoteText(note_id=one, text=text) for one, text in zip(ids, sealed, strict=True))
    return ids
