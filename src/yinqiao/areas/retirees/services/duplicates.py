"""Entries that may be one person: the job that proposes pairs, and the acts of the person who decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection

from yinqiao.areas.organisations import queries as organisations
from yinqiao.areas.retirees import errors, events
from yinqiao.areas.retirees.models import DuplicateCase, Retiree, RetireeVersion
from yinqiao.areas.retirees.queries.matching import subjects_of
from yinqiao.areas.retirees.services.changes import refresh_terms
from yinqiao.areas.retirees.services.guard import lock_person, save_person, subject
from yinqiao.areas.retirees.services.terms import insert_terms, people_for_terms, terms_of
from yinqiao.areas.retirees.types import DuplicateState, RetireeStatus
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.similarity import MatchScore, match_score
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.database.named import named, within
from yinqiao.platform.rulebook import rulebook

ROOM = Path(__file__).parents[1]
CODE = "settle_duplicate"


def find_duplicates(*, actor: Actor, at: datetime) -> int:
    """Look for pairs within the actor's scope that are probably one person and propose each once; returns how many.

    The nightly job. Candidates come from blocks in SQL (equal name and birth date, phone, enterprise…), the score
    and its reasons from `kernel.similarity`; the threshold is the rule `retirees.duplicates`. Nothing is merged here.
    """
    with perform(actor=actor, action="retirees.find_duplicates", at=at) as act:
        rule = rulebook().get("retirees.duplicates", region=settings.REGION, day=act.stamp.occurred_on)
        statement = named(ROOM, "find_duplicate_pairs").format(within_people=within(actor.scope, "r"))
        with connection.cursor() as cursor:
            cursor.execute(statement, [rule.parameters["most"]])
            pairs: list[tuple[UUID, UUID]] = cursor.fetchall()
        found = _score(pairs, rule.parameters["probable"])
        cases = DuplicateCase.objects.bulk_create(found, ignore_conflicts=True, batch_size=1000)
        act.note(pairs=len(pairs), proposed=len(cases), rule=rule.version)
    return len(cases)


def _score(pairs: Sequence[tuple[UUID, UUID]], probable: int) -> list[DuplicateCase]:
    ids = {one for pair in pairs for one in pair}
    rows = {row.pk: row for row in Retiree.objects.filter(pk__in=ids)}
    subjects = subjects_of(list(rows.values()))
    cases = []
    for first, second in pairs:
        score = match_score(subjects[first], subjects[second])
        if score.score >= probable:
            cases.append(_case(rows[first], rows[second], score))
    return cases


def _case(first: Retiree, second: Retiree, score: MatchScore) -> DuplicateCase:
    return DuplicateCase(
        first=first,
        second=second,
        place_no=_place_of_both(first.place_no, second.place_no),
        score=score.score,
        reasons=[reason.value for reason in score.reasons],
    )


def _place_of_both(first: int, second: int) -> int:
    """The lowest place whose office sees both."""
    tree = organisations.places()
    others = {row.place_no for row in tree.path(second)}
    shared = [row.place_no for row in tree.path(first) if row.place_no in others]
    return shared[-1] if shared else first


def merge_people(*, actor: Actor, at: datetime, case_id: UUID, keep_id: UUID) -> UUID:
    """Merge the pair: `keep_id` stays, the other entry gives way and points to it. Returns the id that gave way.

    Nothing is deleted: the entry that gave way keeps its data, notes and events, which the page of the other shows;
    `split_people` takes the merge back. Conflict `retirees.case_decided` unless the case is open.
    """
    with perform(actor=actor, action="retirees.merge_people", at=at) as act:
        case = _lock_case(act, case_id, {DuplicateState.OPEN})
        if keep_id not in (case.first_id, case.second_id):
            raise NotFound
        gone_id = case.second_id if keep_id == case.first_id else case.first_id
        people = {one: lock_person(act=act, retiree_id=one, code=CODE) for one in sorted((keep_id, gone_id))}
        kept, gone = people[keep_id], people[gone_id]
        terms_before = people_for_terms([gone_id])
        save_person(
            gone,
            {"status": RetireeStatus.MERGED.value, "status_on": act.stamp.occurred_on, "merged_into_id": keep_id},
        )
        refresh_terms(terms_before)
        _decide(act, case, DuplicateState.MERGED)
        act.emit(events.PEOPLE_MERGED, [subject(kept, gone=str(gone_id)), subject(gone, kept=str(keep_id))])
    return gone_id


def split_people(*, actor: Actor, at: datetime, case_id: UUID) -> None:
    """Take a merge back: the entry that gave way stands again as it was before, found again by search.

    Conflict `retirees.case_decided` unless the case is merged; Conflict `retirees.merge_rests_on` when the entry that
    was kept has itself given way to another since.
    """
    with perform(actor=actor, action="retirees.split_people", at=at) as act:
        case = _lock_case(act, case_id, {DuplicateState.MERGED})
        rows = Retiree.objects.select_for_update().filter(act.actor.scope.predicate()).order_by("pk")
        people = {row.pk: row for row in rows.filter(pk__in=[case.first_id, case.second_id])}
        if len(people) != 2:
            raise NotFound
        gone = next((row for row in people.values() if row.merged_into_id in people), None)
        kept = next(row for row in people.values() if gone is None or row.pk != gone.pk)
        if gone is None or kept.merged_into_id is not None:
            raise errors.merge_rests_on()
        _stand_again(gone)
        _decide(act, case, DuplicateState.SPLIT)
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


def mark_distinct(*, actor: Actor, at: datetime, case_id: UUID) -> None:
    """Decide that the pair are two people; the job never proposes it again. Conflict unless the case is open."""
    with perform(actor=actor, action="retirees.mark_distinct", at=at) as act:
        case = _lock_case(act, case_id, {DuplicateState.OPEN})
        people = [lock_person(act=act, retiree_id=one, code=CODE) for one in sorted((case.first_id, case.second_id))]
        _decide(act, case, DuplicateState.DISTINCT)
        act.emit(events.FOUND_DISTINCT, [subject(row) for row in people])


def _lock_case(act: Act, case_id: UUID, states: set[DuplicateState]) -> DuplicateCase:
    """The case, locked; only for an office whose scope holds the place that sees both."""
    scope = act.actor.scope
    found = DuplicateCase.objects.select_for_update().filter(
        pk=case_id, place_no__gte=scope.place_from, place_no__lt=scope.place_to
    )
    case = found.first()
    if case is None:
        raise NotFound
    if case.state not in states:
        raise errors.case_decided()
    act.note(case=str(case_id))
    return case


def _decide(act: Act, case: DuplicateCase, state: DuplicateState) -> None:
    fields: Mapping[str, object] = {
        "state": state.value, "decided_at": act.at, "decided_by": act.actor.id, "decided_act": act.id,
    }  # fmt: skip
    for name, value in fields.items():
        setattr(case, name, value)
    case.save(update_fields=list(fields))
    act.about("duplicate", case.pk, people=2)
