"""A case that is over, a wish that was answered, an outcome of a matter: rated once, a bad one closed by who had no hand in it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.conf import settings

from yinqiao.areas.accounts.queries import hands_of, offices_of
from yinqiao.areas.applications.queries import get_case, get_own_case
from yinqiao.areas.applications.types import OPEN, CaseState
from yinqiao.areas.cases.queries import find_own_case, people_of
from yinqiao.areas.cases.queries import get_case as get_matter
from yinqiao.areas.datarights.queries import get_data_request, get_own_request
from yinqiao.areas.datarights.types import DataRequestState
from yinqiao.areas.ratings import errors, events
from yinqiao.areas.ratings.models import Rating
from yinqiao.areas.ratings.queries import get_rating
from yinqiao.areas.ratings.rules import due, may_settle
from yinqiao.areas.ratings.services.matters import hands_in_matter, rated_matter, tell_matter
from yinqiao.areas.ratings.services.subject import Rated
from yinqiao.areas.ratings.types import BAD, WISH, By, FollowUp, Hands, NewRating
from yinqiao.areas.retirees.queries import people_within, subject
from yinqiao.kernel.errors import NotFound
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
        return _enter_own(act, _of_case(case_id, case.code, case.state), new)


def rate_own_wish(*, actor: Actor, at: datetime, request_id: UUID, new: NewRating) -> UUID:
    """The person says how a wish about the own data was answered; returns the rating's id.

    NotFound for a wish of somebody else; Conflict `ratings.not_over`, `.rated_already`.
    """
    with perform(actor=actor, action="ratings.rate_own_wish", at=at) as act:
        wish = get_own_request(scope=actor.scope, request_id=request_id)
        rated = Rated(WISH, wish.state != DataRequestState.OPEN, {"wish_id": request_id})
        return _enter_own(act, rated, new)


def note_rating(*, actor: Actor, at: datetime, case_id: UUID, new: NewRating) -> UUID:
    """Note what the person said by telephone: by an office above, by nobody who had a hand in the case.

    Refused `ratings.handled_it`; else as `rate_own`.
    """
    with perform(actor=actor, action="ratings.note_rating", at=at) as act:
        case = get_case(scope=actor.scope, case_id=case_id)
        _require_other(actor, _hands_in_case(case))
        person = people_within(scope=actor.scope).select_for_update(of=("self",)).get(pk=case.retiree_id)
        return _enter(act, person, _of_case(case.pk, case.code, CaseState(case.state)), new, By.PHONE)


def note_wish(*, actor: Actor, at: datetime, request_id: UUID, new: NewRating) -> UUID:
    """Note what the person said by telephone of how a wish was answered: by an office above, by nobody who answered it.

    Refused `ratings.handled_it`; else as `rate_own_wish`.
    """
    with perform(actor=actor, action="ratings.note_wish", at=at) as act:
        wish = get_data_request(scope=actor.scope, request_id=request_id)
        _require_other(actor, _hands_in_wish(wish))
        person = people_within(scope=actor.scope).select_for_update(of=("self",)).get(pk=wish.retiree_id)
        rated = Rated(WISH, wish.state != DataRequestState.OPEN, {"wish_id": request_id})
        return _enter(act, person, rated, new, By.PHONE)


def rate_own_matter(*, actor: Actor, at: datetime, matter_id: UUID, new: NewRating) -> UUID:
    """The person says how a matter was solved, once for each outcome; returns the rating's id.

    NotFound for a matter of somebody else, and for who acts for the person; Conflict `ratings.not_over`, `.rated_already`.
    """
    with perform(actor=actor, action="ratings.rate_own_matter", at=at) as act:
        found = find_own_case(scope=actor.scope, case_id=matter_id)
        return _enter_own(act, rated_matter(found.id, found.is_over, found.turn), new)


def note_matter(
    *, actor: Actor, at: datetime, matter_id: UUID, retiree_id: UUID, new: NewRating, by: By
) -> UUID:  # fmt: skip
    """Note what the person said of a matter by telephone or on the slip of the paper: by nobody who had a hand in it.

    Refused `ratings.handled_it`; NotFound for somebody whom the matter does not concern; else as `rate_own_matter`.
    """
    with perform(actor=actor, action="ratings.note_matter", at=at) as act:
        matter = get_matter(scope=actor.scope, case_id=matter_id)
        _require_other(actor, hands_in_matter(matter))
        if not any(one.pk == retiree_id for one in people_of(scope=actor.scope, case_id=matter_id)):
            raise NotFound
        person = people_within(scope=actor.scope).select_for_update(of=("self",)).get(pk=retiree_id)
        return _enter(act, person, rated_matter(matter.pk, matter.closed_on is not None, matter.reworks), new, by)


def close(*, actor: Actor, at: datetime, rating_id: UUID, outcome: str) -> None:
    """What was done about a bad rating. Refused `ratings.handled_it`; Conflict `.closed_already`; Invalid `.words_missing`."""
    with perform(actor=actor, action="ratings.close", at=at) as act:
        found = get_rating(scope=actor.scope, rating_id=rating_id)
        row = (
            Rating.objects.select_for_update(of=("self",))
            .select_related("retiree", "case", "wish", "matter")
            .get(pk=found.pk)
        )
        if row.follow_up != FollowUp.OPEN:
            raise errors.closed_already()
        _require_other(actor, _hands_in(row))
        if not outcome.strip():
            raise errors.words_missing({"outcome": "请写明怎样回访、怎样处理。"})
        row.follow_up, row.closed_on = FollowUp.CLOSED, act.stamp.occurred_on
        row.outcome = conceal_one(Rating, "outcome", outcome.strip()[:500], row.pk)
        row.closed_name, row.closed_unit, row.closed_by = actor.name[:64], actor.unit[:120], actor.id
        row.save(update_fields=["follow_up", "closed_on", "outcome", "closed_name", "closed_unit", "closed_by"])
        act.about("retiree", row.retiree_id)
        act.note(rating=str(row.pk))
        act.emit(events.FOLLOWED, [subject(row.retiree, rating=str(row.pk))])


def _hands_in(row: Rating) -> Hands:
    if row.case:
        return _hands_in_case(row.case)
    return hands_in_matter(row.matter) if row.matter else _hands_in_wish(row.wish)


def _of_case(case_id: UUID, code: str, state: CaseState) -> Rated:
    """What ended with a death is nobody's to rate."""
    return Rated(code, state not in OPEN and state is not CaseState.ENDED, {"case_id": case_id})


def _hands_in_case(case: Any) -> Hands:
    """Whoever did anything with it; the office is that of who took it in."""
    done = list(case.passages.order_by("at", "pk").values_list("by_id", flat=True))
    return _hands({one for one in done if one}, {one for one in done[:1] if one}, case.applied_on)


def _hands_in_wish(wish: Any) -> Hands:
    """Whoever answered it, and that office."""
    by = {wish.answered_by} if wish.answered_by else set()
    return _hands(by, by, wish.received_on)


def _hands(accounts: set[UUID], first: set[UUID], since: date) -> Hands:
    return Hands(hands_of(ids=accounts, since=since), offices_of(ids=first, since=since))


def _require_other(actor: Actor, hands: Hands) -> None:
    """Somebody who had no hand in it, nor stands in for who had; of another office than the one that took it in."""
    if not may_settle(actor.id, actor.scope.place_from, hands):
        raise errors.handled_it()


def _enter_own(act: Act, rated: Rated, new: NewRating) -> UUID:
    scope = act.actor.scope
    with widened("ratings.act_of_person"):
        everybody = people_within(scope=Scope.everything()).select_for_update(of=("self",))
        by = By.SELF if scope.warrant is None else By.PROXY
        return _enter(act, everybody.get(pk=str(scope.person)), rated, new, by)


def _enter(act: Act, person: Any, rated: Rated, new: NewRating, by: By) -> UUID:
    if not rated.is_over:
        raise errors.not_over()
    own = {"retiree_id": person.pk} if rated.is_each else {}
    if Rating.objects.filter(**rated.key, **own).exists():
        raise errors.rated_already()
    today, made, is_bad = act.stamp.occurred_on, uuid_utils.uuid7(), new.grade in BAD
    rule = rulebook().get("ratings.follow_up", region=settings.REGION, day=today)
    said = new.words.strip()[:500]
    Rating.objects.create(
        id=made, retiree_id=person.pk, **rated.key, code=rated.code, grade=new.grade, by=by, rated_on=today,
        words=conceal_one(Rating, "words", said, made) if said else None,
        follow_up=FollowUp.OPEN if is_bad else FollowUp.NONE,
        due_on=due(today, rule.parameters, work_calendar()) if is_bad else None,
    )  # fmt: skip
    act.about("retiree", person.pk)
    act.note(rating=str(made), item=rated.code, grade=new.grade.value, rule=rule.version)
    act.emit(events.RATED, [subject(person, item=rated.code)])
    tell_matter(act, rated, new.grade, by)
    return made
