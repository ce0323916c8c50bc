"""Entries that may be one person: the job that proposes pairs, and the acts of the person who decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection

from yinqiao.areas.duplicates import errors, events
from yinqiao.areas.duplicates.models import DuplicateCase
from yinqiao.areas.duplicates.rules import SETTLE
from yinqiao.areas.duplicates.types import DuplicateState
from yinqiao.areas.organisations import queries as organisations
from yinqiao.areas.retirees.queries import list_rows, subject, subjects_of
from yinqiao.areas.retirees.services import lock_person, merge_entries, split_entries
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.similarity import MatchScore, match_score
from yinqiao.platform.access import Actor, Scope
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.database.named import named, within
from yinqiao.platform.rulebook import rulebook

ROOM = Path(__file__).parent


def find_duplicates(*, actor: Actor, at: datetime) -> int:
    """Look for pairs within the actor's scope that are probably one person and propose each once; returns how many.

    The nightly job. Candidates come from blocks in SQL (equal name and birth date, phone, enterprise…), the score
    and its reasons from `kernel.similarity`; the threshold is the rule `duplicates.probable`. Nothing is merged here.
    """
    with perform(actor=actor, action="retirees.find_duplicates", at=at) as act:
        rule = rulebook().get("duplicates.probable", region=settings.REGION, day=act.stamp.occurred_on)
        statement = named(ROOM, "find_duplicate_pairs").format(within_people=within(actor.scope, "r"))
        with connection.cursor() as cursor:
            cursor.execute(statement, [rule.parameters["most"]])
            pairs: list[tuple[UUID, UUID]] = cursor.fetchall()
        found = _score(actor.scope, pairs, rule.parameters["probable"])
        cases = DuplicateCase.objects.bulk_create(found, ignore_conflicts=True, batch_size=1000)
        act.note(pairs=len(pairs), proposed=len(cases), rule=rule.version)
    return len(cases)


def _score(scope: Scope, pairs: Sequence[tuple[UUID, UUID]], probable: int) -> list[DuplicateCase]:
    ids = {one for pair in pairs for one in pair}
    rows = {row.pk: row for row in list_rows(scope=scope, ids=ids)}
    subjects = subjects_of(list(rows.values()))
    cases = []
    for first, second in pairs:
        score = match_score(subjects[first], subjects[second])
        if score.score >= probable:
            cases.append(_case((first, second), (rows[first].place_no, rows[second].place_no), score))
    return cases


def _case(pair: tuple[UUID, UUID], places: tuple[int, int], score: MatchScore) -> DuplicateCase:
    return DuplicateCase(
        first_id=pair[0],
        second_id=pair[1],
        place_no=_place_of_both(*places),
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
        merge_entries(act=act, rule=SETTLE, keep_id=keep_id, gone_id=gone_id)
        _decide(act, case, DuplicateState.MERGED)
    return gone_id


def split_people(*, actor: Actor, at: datetime, case_id: UUID) -> None:
    """Take a merge back: the entry that gave way stands again as it was before, found again by search.

    Conflict `retirees.case_decided` unless the case is merged; Conflict `retirees.merge_rests_on` when the entry that
    was kept has itself given way to another since.
    """
    with perform(actor=actor, action="retirees.split_people", at=at) as act:
        case = _lock_case(act, case_id, {DuplicateState.MERGED})
        split_entries(act=act, ids=(case.first_id, case.second_id))
        _decide(act, case, DuplicateState.SPLIT)


def mark_distinct(*, actor: Actor, at: datetime, case_id: UUID) -> None:
    """Decide that the pair are two people; the job never proposes it again. Conflict unless the case is open."""
    with perform(actor=actor, action="retirees.mark_distinct", at=at) as act:
        case = _lock_case(act, case_id, {DuplicateState.OPEN})
        people = [lock_person(act=act, retiree_id=one, rule=SETTLE) for one in sorted((case.first_id, case.second_id))]
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
