"""Shows sensitive values in full: only with a purpose, and never without an entry in the audit log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from yinqiao.areas.retirees import errors
from yinqiao.areas.retirees.queries.facts import facts_of
from yinqiao.areas.retirees.queries.guard import require_may
from yinqiao.areas.retirees.queries.people import find_row
from yinqiao.areas.retirees.queries.timeline import get_note
from yinqiao.areas.retirees.rules import ACTS
from yinqiao.areas.retirees.types import Concealed, RetireeStatus
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.log import record, record_read


def reveal(
    *, actor: Actor, at: datetime, retiree_id: UUID, fields: Sequence[Concealed], purpose: str
) -> Mapping[Concealed, str]:
    """The full values of these fields of one person; an entry of kind `read` names the fields and the purpose.

    Invalid without a purpose; Refused for roles that do no casework; NotFound out of scope.
    (Personal Information Protection Law, article 28: sensitive data needs a specific purpose.)
    """
    if not purpose.strip():
        raise errors.purpose_missing()
    with acting(actor):
        row = find_row(actor.scope, retiree_id)
        require_may(ACTS["reveal"], role=actor.role, status=RetireeStatus(row.status))
        record(
            actor, action="retirees.reveal", kind="read", at=at, subject=("retiree", row.pk), people=1,
            purpose=purpose.strip(), detail={"fields": [one.value for one in fields]},
        )  # fmt: skip
        facts = facts_of([row])[0]
        return {one: facts.get(one.value, "") for one in fields}


def reveal_note(*, actor: Actor, at: datetime, note_id: UUID, purpose: str) -> str:
    """What one note, visit or call says; an entry of kind `read` names the note and the purpose.

    Invalid without a purpose; Refused for roles that do no casework; NotFound out of scope.
    """
    if not purpose.strip():
        raise errors.purpose_missing()
    with acting(actor):
        retiree_id, note = get_note(scope=actor.scope, note_id=note_id, with_words=True)
        row = find_row(actor.scope, retiree_id)
        require_may(ACTS["reveal"], role=actor.role, status=RetireeStatus(row.status))
        record(
            actor, action="retirees.reveal_note", kind="read", at=at, subject=("retiree", row.pk), people=1,
            purpose=purpose.strip(), detail={"note": str(note_id)},
        )  # fmt: skip
        return note.text


def note_person_opened(*, actor: Actor, at: datetime, retiree_id: UUID) -> None:
    """Note that a person's page was opened, with masked values only; NotFound out of scope."""
    with acting(actor):
        find_row(actor.scope, retiree_id)
        record_read(actor, action="retirees.open_person", retiree_id=retiree_id)


def note_people_read(*, actor: Actor, at: datetime, people: int, action: str, purpose: str = "") -> None:
    """Note that a list, a print or an export with so many people was read; `action` is dotted (`retirees.export`)."""
    if action != "retirees.list_people" and not purpose.strip():
        raise errors.purpose_missing()
    with acting(actor):
        record_read(actor, action=action, people=people, purpose=purpose.strip())
