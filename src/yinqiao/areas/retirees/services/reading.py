"""Notes in the audit log that a page, a list or an export about people was read."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.retirees import errors
from yinqiao.areas.retirees.queries.people import find_row
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.log import record_read


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
