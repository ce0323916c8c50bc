"""A case that is over is rated once; a bad rating is closed by somebody who had no hand in the case."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.conf import settings

from yinqiao.areas.applications.queries import get_case, get_own_case, item_of, moments_of
from yinqiao.areas.applications.types import OPEN, CaseState
from yinqiao.areas.ratings import errors, events
from yinqiao.areas.ratings.models import Rating
from yinqiao.areas.ratings.queries import get_rating
from yinqiao.areas.ratings.rules import due, may_settle
from yinqiao.areas.ratings.types import BAD, By, FollowUp, NewRating
from yinqiao.areas.retirees.queries import people_within, subject
from yinqiao.platform.access import Scope, widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.crypto.fields import conceal_one
from yinqiao.platform.rulebook import rulebook
from yinqiao.platform.workdays import work_calendar


def rate_own(*, actor: Actor, at: datetime, case_id: UUID, new: NewRating) -> UUID:
    """The person, or who acts for the person within the limits, says how it was; returns the rating's id.

    NotFound for a case of somebody else; Conflict `ratings.not_over`, `.rated_already`.
    """
    with perform(actor=actor, action="ratings.rate_own", at=at) as act:
        case = get_own_case(scope=actor.scope, case_id=case_id)
        by = By.SELF if actor.scope.warrant is None else By.PROXY
        with widened("ratings.act_of_person"):
            everybody = people_within(scope=Scope.everything()).select_for_update(of=("self",))
            person = everybody.get(pk=str(actor.scope.person))
            return _enter(act, person, (case_id, case.code, case.state), new, by)


def note_rating(*, actor: Actor, at: datetime, case_id: UUID, new: NewRating) -> UUID:
    """Note what the person said by telephone: by an office above, by nobody who had a hand in the case.

    Refused `ratings.handled_it`; else as `rate_own`.
    """
    with perform(actor=actor, action="ratings.note_rating", at=at) as act:
        case = get_case(scope=actor.scope, case_id=case_id)
        _require_other(actor, case)
        person = people_within(scope=actor.scope).select_for_update(of=("self",)).get(pk=case.retiree_id)
        return _enter(act, person, (case.pk, case.code, CaseState(case.state)), new, By.PHONE)


def close(*, actor: Actor, at: datetime, rating_id: UUID, outcome: str) -> None:
    """What was done about a bad rating. Refused `ratings.handled_it`; Conflict `.closed_already`; Invalid `.words_missing`."""
    with perform(actor=actor, action="ratings.close", at=at) as act:
        found = get_rating(scope=actor.scope, rating_id=rating_id)
        row = Rating.objects.select_for_update(of=("self",)).select_related("retiree", "case__item").get(pk=found.pk)
        if row.follow_up != FollowUp.OPEN:
            raise errors.closed_already()
        _require_other(actor, row.case)
        if not outcome.strip():
            raise errors.words_missing({"outcome": "请写明怎样回访、怎样处理。"})
        row.follow_up, row.closed_on = FollowUp.CLOSED, act.stamp.occurred_on
        row.outcome = conceal_one(Rating, "outcome", outcome.strip()[:500], row.pk)
        row.closed_name, row.closed_unit = actor.name[:64], actor.unit[:120]
        row.save(update_fields=["follow_up", "closed_on", "outcome", "closed_name", "closed_unit"])
        act.about("retiree", row.retiree_id)
        act.note(rating=str(row.pk))
        act.emit(events.FOLLOWED, [subject(row.retiree, rating=str(row.pk))])


def _require_other(actor: Actor, case: Any) -> None:
    """Somebody who had no hand in the case, of another office than the one that took it in."""
    handlers = {one.who for one in moments_of(case, item_of(case.item))}
    if not may_settle(f"{actor.unit} {actor.name}".strip(), handlers) or actor.unit == case.author_unit:
        raise errors.handled_it()


def _enter(act: Act, person: Any, case: tuple[UUID, str, CaseState], new: NewRating, by: By) -> UUID:
    case_id, code, state = case
    # What ended with a death is nobody's to rate.
    if state in OPEN or state is CaseState.ENDED:
        raise errors.not_over()
    if Rating.objects.filter(case_id=case_id).exists():
        raise errors.rated_already()
    today, made, is_bad = act.stamp.occurred_on, uuid_utils.uuid7(), new.grade in BAD
    rule = rulebook().get("ratings.follow_up", region=settings.REGION, day=today)
    said = new.words.strip()[:500]
    Rating.objects.create(
        id=made, retiree_id=person.pk, case_id=case_id, code=code, grade=new.grade, by=by, rated_on=today,
        words=conceal_one(Rating, "words", said, made) if said else None,
        follow_up=FollowUp.OPEN if is_bad else FollowUp.NONE,
        due_on=due(today, rule.parameters, work_calendar()) if is_bad else None,
    )  # fmt: skip
    act.about("retiree", person.pk)
    act.note(rating=str(made), item=code, grade=new.grade.value, rule=rule.version)
    act.emit(events.RATED, [subject(person, item=code)])
    return made
