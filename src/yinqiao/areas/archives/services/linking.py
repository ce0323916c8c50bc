"""Which person an archive belongs to: found by the exact number, moved with the entries of the register, set by hand.

By itself only the exact number within the enterprise links. Everything here is one statement for any number of people
and finds nothing to do when it is done again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from yinqiao.areas.archives import errors, events
from yinqiao.areas.archives.models import Archive
from yinqiao.areas.archives.queries import archives_in
from yinqiao.areas.archives.types import ArchiveState
from yinqiao.areas.handover.events import BATCH_SUBMITTED
from yinqiao.areas.retirees.events import (
    DETAILS_CORRECTED,
    PEOPLE_MERGED,
    PEOPLE_SPLIT,
    REGISTERED,
    REGISTRATION_UNDONE,
)
from yinqiao.areas.retirees.queries import find_row
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access import widened
from yinqiao.platform.acts import Act
from yinqiao.platform.events.following import Following

# Most rosters find no archive that waits: that is asked before anything is joined.
_ANY_WAITS = "SELECT EXISTS (SELECT 1 FROM archives_archive WHERE retiree_id IS NULL AND id_no_index IS NOT NULL)"
_LINK = """
UPDATE archives_archive a SET retiree_id = p.retiree_id, entry_id = p.retiree_id FROM ({people}) AS p
WHERE a.retiree_id IS NULL AND a.id_no_index = p.id_no_index AND a.enterprise_id = p.enterprise_id RETURNING a.id
"""
_OF_ACT = """
SELECT r.id AS retiree_id, r.id_no_index, r.enterprise_id FROM events_event e JOIN retirees_retiree r ON r.id = e.retiree_id
WHERE e.act_id = %s AND e.type = %s AND r.merged_into_id IS NULL
"""
# A large roster writes its people on a second connection, where this one does not see them before the commit; the rows
# of the roster say who they became, and their numbers.
_OF_BATCH = """
SELECT w.retiree_id, w.id_no_index, w.enterprise_id FROM events_event e
JOIN handover_rosterrow w ON w.batch_id = e.subject_id AND w.state IN ('ready', 'skipped') AND w.retiree_id IS NOT NULL
WHERE e.act_id = %s AND e.type = %s
"""
_EVERYBODY = (
    "SELECT r.id AS retiree_id, r.id_no_index, r.enterprise_id FROM retirees_retiree r WHERE r.merged_into_id IS NULL"
)
_CORRECTS_NUMBER = """
SELECT EXISTS (SELECT 1 FROM events_event WHERE act_id = %s AND type = %s AND data -> 'fields' ? 'id_no')
"""
_CLEAR = """
UPDATE archives_archive a SET retiree_id = NULL, entry_id = NULL FROM events_event e
WHERE e.act_id = %s AND e.type = %s AND a.retiree_id = e.retiree_id
"""
# What was linked to the entry that stands again goes back with it.
_ARCHIVES = Following("archives_archive", sql.SQL("a.entry_id"))
_TOLD = sql.SQL(
    "SELECT a.retiree_id, a.id AS subject_id, a.enterprise_id, a.place_no, jsonb_build_object('how', {how}::text) AS data"
    " FROM archives_archive a WHERE a.id = ANY (%s) AND a.state <> 'withdrawn'"
)
_OWN = sql.SQL(
    "SELECT a.retiree_id, a.id AS subject_id, a.enterprise_id, a.place_no, '{}'::jsonb AS data FROM archives_archive a"
    " WHERE a.id = ANY (%s)"
)


def link_registered(*, act: Act) -> int:
    """Link the archives that waited for the people whom this act has registered; returns how many.

    They must be visible already: of a roster written by two connections `link_submitted` knows more.
    """
    return 0 if act.is_split else _link(act, _OF_ACT, [act.id, REGISTERED.code])


def link_submitted(*, act: Act) -> int:
    """Link the archives that waited for the people of the roster that this act has submitted; returns how many."""
    return _link(act, _OF_BATCH, [act.id, BATCH_SUBMITTED.code])


def link_corrected(*, act: Act) -> int:
    """Link the archives that waited for a number which this act has put right; returns how many.

    The archive may lie at an office outside the scope of who corrects a person.
    """
    told = [act.id, DETAILS_CORRECTED.code]
    return _widely(partial(_link, act, _OF_ACT, told)) if _ask(_CORRECTS_NUMBER, told) else 0


def link_known(*, act: Act) -> int:
    """Link every archive that waits, within the scope, to the person of its enterprise with its number; how many.

    For what came in on other ways than those that announce people one by one.
    """
    return _link(act, _EVERYBODY, [])


def _link(act: Act, people: str, params: Sequence[Any]) -> int:
    if not _ask(_ANY_WAITS, []):
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_LINK.format(people=people), params)
        linked = [row[0] for row in cursor.fetchall()]
    if linked:
        act.note(archives_linked=len(linked))
        tell_links(act, events.LINKED, linked, "number")
    return len(linked)


def tell_links(act: Act, kind: EventType, ids: Sequence[UUID], how: str) -> None:
    """Emit for the people of these archives that they are linked, or are so no more; `how`: by number or by hand."""
    act.emit_select(kind, _TOLD.format(how=sql.Literal(how)), [list(ids)], has_subject=True)


def tell_of(act: Act, kind: EventType, ids: Sequence[UUID]) -> None:
    """Emit an event for each of these archives."""
    act.emit_select(kind, _OWN, [list(ids)], has_subject=True)


def link_archive(*, act: Act, archive_id: UUID, retiree_id: UUID) -> None:
    """A person has found whose this archive is.

    NotFound when archive or person is out of scope; Conflict `archives.archive_has_person` when it is somebody's.
    """
    archive = _lock(act, archive_id)
    if archive.retiree_id is not None:
        raise errors.archive_has_person()
    person = find_row(act.actor.scope, retiree_id)
    archive.retiree_id = archive.entry_id = person.pk
    archive.save(update_fields=["retiree_id", "entry_id"])
    tell_links(act, events.LINKED, [archive.pk], "hand")


def unlink_archive(*, act: Act, archive_id: UUID, entry_id: UUID) -> None:
    """Take back that this archive belongs to an entry of the register; Conflict `archives.link_changed` if it does not."""
    archive = _lock(act, archive_id)
    if archive.entry_id != entry_id:
        raise errors.link_changed()
    tell_links(act, events.UNLINKED, [archive.pk], "hand")
    archive.retiree_id = archive.entry_id = None
    archive.save(update_fields=["retiree_id", "entry_id"])


def _lock(act: Act, archive_id: UUID) -> Archive:
    found = Archive.objects.select_for_update().filter(archives_in(act.actor.scope), pk=archive_id)
    archive = found.exclude(state=ArchiveState.WITHDRAWN).first()
    if archive is None:
        raise NotFound
    return archive


def clear_links(*, act: Act) -> int:
    """The archives of people whose registration this act has undone belong to nobody again; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_CLEAR, [act.id, REGISTRATION_UNDONE.code])
        return _noted(act, cursor.rowcount)


def follow_merge(*, act: Act) -> int:
    """The archives of an entry that has given way go to the person who stays; returns how many.

    They may lie at an office, or at an enterprise's, outside the scope of who merges.
    """
    return _widely(lambda: _noted(act, _ARCHIVES.go_along(act.id, PEOPLE_MERGED)))


def follow_split(*, act: Act) -> int:
    """The archives that an entry brought along go back with it; returns how many."""
    return _widely(lambda: _noted(act, _ARCHIVES.go_back(act.id, PEOPLE_SPLIT)))


def _widely(work: Callable[[], int]) -> int:
    with widened("archives.follow_person"):
        return work()


def _noted(act: Act, changed: int) -> int:
    if changed:
        act.note(archives_moved=changed)
    return changed


def _ask(statement: str, params: Sequence[Any]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return bool(cursor.fetchone()[0])
