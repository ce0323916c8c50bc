"""Two entries of one person: one gives way to the other, loses nothing, and can stand again."""

from __future__ import annotations

from uuid import UUID

from yinqiao.areas.retirees import errors, events
from yinqiao.areas.retirees.models import Retiree, RetireeVersion
from yinqiao.areas.retirees.queries.guard import subject
from yinqiao.areas.retirees.services.changes import refresh_terms
from yinqiao.areas.retirees.services.former_names import bring_names, take_names_along
from yinqiao.areas.retirees.services.guard import lock_person, save_person
from yinqiao.areas.retirees.services.terms import insert_terms, people_for_terms, terms_of
from yinqiao.areas.retirees.types import ActRule, RetireeStatus
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.acts import Act


def merge_entries(*, act: Act, rule: ActRule, keep_id: UUID, gone_id: UUID) -> None:
    """Let the entry `gone_id` give way and point to `keep_id`, within an act that has decided so under `rule`.

    Nothing is deleted: what gave way keeps its data, notes and events, which the page of the other shows. Every name of
    it leads to the other from now on.
    """
    people = {one: lock_person(act=act, retiree_id=one, rule=rule) for one in sorted((keep_id, gone_id))}
    kept, gone = people[keep_id], people[gone_id]
    terms_before = people_for_terms([keep_id, gone_id])
    save_person(
        gone,
        {"status": RetireeStatus.MERGED.value, "status_on": act.stamp.occurred_on, "merged_into_id": keep_id},
    )
    bring_names([(keep_id, gone_id)])
    refresh_terms(terms_before)
    act.emit(events.PEOPLE_MERGED, [subject(kept, gone=str(gone_id)), subject(gone, kept=str(keep_id))])


def split_entries(*, act: Act, ids: tuple[UUID, UUID]) -> None:
    """Let the entry of a merged pair that gave way stand again as it was before, found again by search.

    NotFound when one of the two is out of scope; Conflict `retirees.merge_rests_on` when the entry that was kept has
    itself given way to another since.
    """
    rows = Retiree.objects.select_for_update().filter(act.actor.scope.predicate()).order_by("pk")
    people = {row.pk: row for row in rows.filter(pk__in=ids)}
    if len(people) != 2:
        raise NotFound
    gone = next((row for row in people.values() if row.merged_into_id in people), None)
    kept = next(row for row in people.values() if gone is None or row.pk != gone.pk)
    if gone is None or kept.merged_into_id is not None:
        raise errors.merge_rests_on()
    terms_before = people_for_terms([kept.pk])
    take_names_along(kept_id=kept.pk, gone_id=gone.pk)
    refresh_terms(terms_before)
    _stand_again(gone)
    act.emit(events.PEOPLE_SPLIT, [subject(kept, gone=str(gone.pk)), subject(gone, kept=str(kept.pk))])


def _stand_again(gone: Retiree) -> None:
    """Give the entry its last state before the merge, from the row history, and its search terms."""
    status, status_on = (
        RetireeVersion.objects.filter(pgh_obj_id=gone.pk)
        .exclude(status=RetireeStatus.MERGED.value)
        .order_by("-pgh_id")
        .values_list("status", "status_on")[0]
    )
    save_person(gone, {"status": status, "status_on": status_on, "merged_into_id": None})
    insert_terms(terms_of(people_for_terms([gone.pk])))
