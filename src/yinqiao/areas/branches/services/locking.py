"""What every act does first and last: lock, judge the deed, keep what follows from it, say what happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from yinqiao.areas.branches import errors, events
from yinqiao.areas.branches.models import Organisation
from yinqiao.areas.branches.queries import organisations_in, side_in
from yinqiao.areas.branches.rules import due_on, next_state, owed_by, side_of_deed, states_before
from yinqiao.areas.branches.types import AT_HOME, Deed, State
from yinqiao.areas.retirees.types import member_of
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.acts import Act, Subject

# A member's branch follows its organisation: one statement, however many rosters name it.
_FOLLOW = """
UPDATE branches_rosterbranch b SET path = o.path, state = o.state, name = coalesce(nullif(o.now_name, ''), o.name),
    place_no = CASE WHEN o.state IN ('received', 'settled') THEN o.place_no END
FROM branches_organisation o WHERE o.id = b.organisation_id AND o.id = ANY (%s)
"""


def lock(act: Act, organisation_id: UUID, version: int | None = None) -> Organisation:
    """The organisation in the actor's scope, locked. Conflict when another version was seen."""
    found = Organisation.objects.select_for_update().filter(organisations_in(act.actor.scope), pk=organisation_id)
    row = found.first()
    if row is None:
        raise NotFound
    if version is not None and row.lock_version != version:
        raise errors.changed_meanwhile()
    act.about("party_organisation", row.pk, people=0)
    return row


def require_deed(act: Act, row: Organisation, deed: Deed) -> State:
    """Where a deed leads the organisation. Refused for the other side, Conflict where the flow forbids it."""
    side = side_of_deed(deed)
    if side_in(act.actor.scope) is not side:
        raise errors.not_your_step(side.label)
    state = next_state(member_of(State, row.state), deed)
    if state is None:
        raise errors.step_not_open(State(row.state).label)
    return state


def lock_many(act: Act, ids: Sequence[UUID], deed: Deed) -> list[Organisation]:
    """Those of these organisations that may take a deed, locked in one order; NotFound for who is of the other side."""
    if side_in(act.actor.scope) is not side_of_deed(deed):
        raise NotFound
    states = [one.value for one in states_before(deed)]
    found = Organisation.objects.select_for_update().filter(organisations_in(act.actor.scope), pk__in=ids)
    rows = list(found.filter(state__in=states).order_by("id"))
    if not rows:
        raise errors.none_open()
    if len(rows) == 1:
        act.about("party_organisation", rows[0].pk, people=0)
    act.note(organisations=len(rows))
    return rows


def follow_on(act: Act, row: Organisation) -> None:
    """Whose the next step is now, and by when."""
    row.owed_by = owed_by(row.stand) or ""
    row.due_on = due_on(row.stand, act.stamp.occurred_on, row.kept_until)
    row.lock_version += 1


def keep(act: Act, row: Organisation) -> None:
    """Save the organisation with what follows from where it stands."""
    follow_on(act, row)
    row.save()
    follow_names([row.pk])


def keep_many(act: Act, rows: Sequence[Organisation], *fields: str) -> None:
    """The same for many, in one statement."""
    for row in rows:
        follow_on(act, row)
    Organisation.objects.bulk_update(rows, ["state", "owed_by", "due_on", "lock_version", *fields])
    follow_names([row.pk for row in rows])


def follow_names(ids: Sequence[UUID]) -> None:
    """The branches of rosters that these organisations are say where they are now."""
    with connection.cursor() as cursor:
        cursor.execute(_FOLLOW, [list(ids)])


def tell(act: Act, kind: EventType, rows: Iterable[Organisation], **facts: Any) -> None:
    """Emit what happened to organisations: codes and states, never what somebody wrote.

    What the enterprise does with what is its own alone is told to no place; that it took something back is.
    """

    def place_of(row: Organisation) -> int | None:
        return None if row.state in AT_HOME and kind is not events.WITHDRAWN else row.place_no

    act.emit(
        kind,
        [
            Subject(
                None, row.enterprise_id, place_of(row), row.pk, data={"state": row.state, "path": row.path, **facts}
            )
            for row in rows
        ],
    )
