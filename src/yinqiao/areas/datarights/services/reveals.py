"""Shows sensitive values in full: only with a purpose, and never without an entry in the audit log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from yinqiao.areas.datarights.rules import REVEAL
from yinqiao.areas.retirees import errors
from yinqiao.areas.retirees.queries import facts_of, find_row, get_note, require_may
from yinqiao.areas.retirees.types import Concealed, RetireeStatus
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.log import record


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
        require_may(REVEAL, role=actor.role, status=RetireeStatus(row.status))
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
        require_may(REVEAL, role=actor.role, status=RetireeStatus(row.status))
        record(
            actor, action="retirees.reveal_note", kind="read", at=at, subject=("retiree", row.pk), people=1,
            purpose=purpose.strip(), detail={"note": str(note_id)},
        )  # fmt: skip
        return note.text
