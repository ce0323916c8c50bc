"""What every act on a catalogue does first and last: lock it, judge the step, say what happened."""

from __future__ import annotations

from uuid import UUID

from psycopg import sql

from yinqiao.areas.archives import errors
from yinqiao.areas.archives.models import Catalogue
from yinqiao.areas.archives.rules import next_catalogue_state
from yinqiao.areas.archives.types import ArchiveState, CatalogueState, CatalogueStep
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.acts import Act, Subject

_OF_ARCHIVES = sql.SQL(
    "SELECT a.retiree_id, a.id AS subject_id, a.enterprise_id, a.place_no, '{{}}'::jsonb AS data"
    " FROM archives_archive a WHERE a.catalogue_id = {catalogue} AND a.state = ANY ({states})"
)


def lock_catalogue(act: Act, catalogue_id: UUID, step: CatalogueStep) -> Catalogue:
    """The catalogue within the actor's scope, locked, its state moved on by `step`.

    NotFound when absent or not of the side whose step it is; Conflict `archives.step_not_open` when the flow forbids it,
    `archives.reception_begun` for what can no longer be taken back.
    """
    scope = act.actor.scope
    found = Catalogue.objects.select_for_update().filter(scope.predicate(), pk=catalogue_id)
    is_of_place = step in (CatalogueStep.SCAN, CatalogueStep.FINISH)
    if is_of_place:
        found = found.exclude(state__in=[CatalogueState.SENDING, CatalogueState.TAKEN_BACK])
    row = found.first() if scope.is_enterprise is not is_of_place else None
    if row is None:
        raise NotFound
    state = next_catalogue_state(CatalogueState(row.state), step)
    if state is None and step is CatalogueStep.TAKE_BACK:
        raise errors.reception_begun()
    if state is None:
        raise errors.step_not_open(CatalogueState(row.state).label)
    row.state = state
    act.about("catalogue", row.pk, people=0)
    return row


def tell_archives(act: Act, kind: EventType, catalogue_id: UUID, *states: ArchiveState) -> int:
    """Emit an event for every archive of this catalogue in these states, whether or not its person is known; how many."""
    select = _OF_ARCHIVES.format(
        catalogue=sql.Literal(str(catalogue_id)), states=sql.Literal([one.value for one in states])
    )
    return act.emit_select(kind, select, has_subject=True)


def tell(act: Act, kind: EventType, row: Catalogue, **facts: int) -> None:
    """Emit what happened to a catalogue."""
    act.emit(kind, [Subject(None, row.enterprise_id, row.place_no, row.pk, data=facts)])
