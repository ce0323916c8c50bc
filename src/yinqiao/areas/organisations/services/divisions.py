"""Load and update the tree of places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import connection
from django.utils import timezone
from psycopg import sql

from yinqiao.areas.organisations import events
from yinqiao.areas.organisations.errors import empty_list, no_room_for_place, unknown_merge
from yinqiao.areas.organisations.following import COLUMNS, CUSTODIES
from yinqiao.areas.organisations.models import Division
from yinqiao.areas.organisations.numbering import STEP, Place, number_tree, room_for
from yinqiao.areas.organisations.queries import forget_places
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.platform.access import widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform

_SIZES = {DivisionKind.DISTRICT: 4096, DivisionKind.STREET: 256, DivisionKind.COMMUNITY: STEP, DivisionKind.DESK: STEP}


def load_divisions(
    *, actor: Actor, at: datetime, places: Sequence[Place], merges: Mapping[str, str] | None = None
) -> dict[str, int]:
    """Bring the tree to an official list; returns counts of `added`, `renamed`, `ended`, `merged`.

    New places take numbers in the gaps, so nobody's scope shifts; a place that left the list ends today and keeps
    its row. What belongs to it goes on to the place that `merges` (old code → new code) names, else to the place above
    it, by the event PLACE_MERGED: nobody is left waiting at a place that is no more. Invalid
    `organisations.unknown_merge` for a code that is nowhere, or a merge that leads to no living place.
    """
    if not places:
        raise empty_list("")
    with perform(actor=actor, action="organisations.load_divisions", at=at) as act:
        if not Division.objects.exists():
            counts = {"added": _number_all(places), "renamed": 0, "ended": 0, "merged": 0}
        else:
            counts = _update(act, places, dict(merges or {}), timezone.localdate(at))
        act.note(**counts)
        act.emit(events.DIVISIONS_LOADED, [Subject(None, data=counts)])
    forget_places()
    return counts


def _number_all(places: Sequence[Place]) -> int:
    """Fill an empty table, level by level, for rows point to their parents."""
    ids: dict[str, int] = {}
    numbered = number_tree(places)
    for kind in DivisionKind:
        rows = [
            Division(
                code=n.place.code,
                name=n.place.name,
                kind=n.place.kind,
                parent_id=ids.get(n.place.parent or ""),
                place_no=n.place_no,
                place_end=n.place_end,
            )
            for n in numbered
            if n.place.kind == kind
        ]
        for row in Division.objects.bulk_create(rows, batch_size=2000):
            ids[row.code] = row.pk
    return len(numbered)


def _update(act: Act, places: Sequence[Place], merges: dict[str, str], today: date) -> dict[str, int]:
    """Compare the list with the tree and change what differs."""
    found = Division.objects.select_related("parent").select_for_update(of=("self",)).order_by("place_no")
    known = {row.code: row for row in found}
    listed = {place.code: place for place in places}
    for code in (*merges.keys(), *merges.values()):
        if code not in known and code not in listed:
            raise unknown_merge(code)
    renamed = _rename(act, known, listed)
    added = _add(known, [place for code, place in listed.items() if code not in known])
    ended = [row for code, row in known.items() if code not in listed and row.valid_to is None]
    for row in ended:
        row.valid_to = today
        row.save(update_fields=["valid_to"])
    heirs = {row.code: row.parent.code for row in ended if row.parent is not None} | merges
    _merge(act, known, {code: _living(code, heirs, listed) for code in heirs}, today)
    return {"added": added, "renamed": renamed, "ended": len(ended), "merged": len(merges)}


def _living(code: str, heirs: Mapping[str, str], listed: Mapping[str, Place]) -> str:
    """Where the heirs of a place lead in the end; refuses a chain that ends at no place of the list."""
    seen: set[str] = set()
    while code in heirs and code not in seen:
        seen.add(code)
        code = heirs[code]
    if code in heirs or code not in listed:
        raise unknown_merge(code)
    return code


def _rename(act: Act, known: dict[str, Division], listed: dict[str, Place]) -> int:
    changed = [row for code, row in known.items() if code in listed and row.name != listed[code].name]
    for row in changed:
        act.emit(
            events.PLACE_RENAMED,
            [Subject(None, place_no=row.place_no, data={"from": row.name, "to": listed[row.code].name})],
        )
        row.name = listed[row.code].name
        row.save(update_fields=["name"])
    return len(changed)


def _add(known: dict[str, Division], new: Sequence[Place]) -> int:
    """Add places in the gaps of their parents, parents first."""
    order = list(DivisionKind)
    for place in sorted(new, key=lambda one: (order.index(one.kind), one.code)):
        parent = known[place.parent or ""]
        siblings = [row.place_end for row in known.values() if row.parent_id == parent.pk]
        found = room_for(place, (parent.place_no, parent.place_end), max(siblings, default=0), _SIZES)
        if found is None:
            raise no_room_for_place(place.name)
        known[place.code] = Division.objects.create(
            code=place.code, name=place.name, kind=place.kind, parent=parent, place_no=found[0], place_end=found[1]
        )
    return len(new)


def _merge(act: Act, known: dict[str, Division], heirs: dict[str, str], today: date) -> None:
    """End the old places and announce the merges; what belongs to them goes on in the same transaction."""
    told = []
    for old_code, new_code in heirs.items():
        old, new = known[old_code], known[new_code]
        old.valid_to, old.merged_into = old.valid_to or today, new
        old.save(update_fields=["valid_to", "merged_into"])
        told.append(Subject(None, place_no=new.place_no, data={"from": old.place_no, "to": new.place_no}))
    act.emit(events.PLACE_MERGED, told)
    _move_on(act, {one.data["from"]: one.data["to"] for one in told})


_FOLLOW = sql.SQL("UPDATE {table} SET {column} = %s WHERE {column} = %s")


def _move_on(act: Act, moves: Mapping[int, int]) -> None:
    """Bring everything that is registered from each old place to its heir (number → number)."""
    with widened("organisations.load_divisions"), connection.cursor() as cursor:
        for old, new in moves.items():
            for table, column in sorted(COLUMNS):
                statement = _FOLLOW.format(table=sql.Identifier(table), column=sql.Identifier(column))
                cursor.execute(statement, [new, old])
            for custody in sorted(CUSTODIES, key=lambda one: one.table):
                custody.follow_place(act, old, new)
