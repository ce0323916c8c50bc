"""A person certifies alone, by the city's app: asked with a nonce, told by a signed result, noted once.

Nothing is kept of a request: who holds its nonce began it. No picture comes here, whatever the outcome.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.certification import errors
from yinqiao.areas.certification.queries import find_clock
from yinqiao.areas.certification.services.telling import take_results
from yinqiao.areas.certification.types import Method, Origin, Result, State, Told
from yinqiao.areas.retirees.queries import facts_of, find_row, people_within
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Scope, widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.faces import FaceOutcome, FaceRequest, ResultRefused, can_ask, read_result, request_url

# How long somebody may take before the camera.
LASTS = timedelta(minutes=10)
_DONE = frozenset({Told.APPLIED, Told.OLDER})


@dataclass(frozen=True, slots=True)
class Begun:
    """Where the browser goes, and the nonce that it brings back."""

    url: str
    nonce: str


def begin_online(*, actor: Actor, at: datetime, return_url: str, standin_url: str) -> Begun:
    """Ask the city's app to compare the person's face; nothing is written but that it was asked.

    Refused `certification.none_required` for who need not certify, `.no_app`; NotFound for everybody but the person.
    """
    with perform(actor=actor, action="certification.begin_online", at=at) as act:
        person = _alone(actor)
        if not can_ask():
            raise errors.no_app()
        row = find_row(actor.scope, person)
        clock = find_clock(scope=actor.scope, retiree_id=person)
        if clock is None or clock.state == State.NOT_REQUIRED:
            raise errors.none_required("认证")
        id_no = facts_of([row])[0].get("id_no") or ""
        if not id_no:
            raise errors.number_unknown()
        act.about("retiree", row.pk)
        request = FaceRequest(secrets.token_urlsafe(18), row.name, id_no, at + LASTS, return_url)
        return Begun(request_url(request, standin_url), request.nonce)


def take_online(*, actor: Actor, at: datetime, nonce: str, begun_at: datetime, token: str) -> FaceOutcome:
    """Note what the app says of the request with this nonce; a match moves the clock as any told result does.

    Conflict `certification.online_over` where the request has run out, `.online_told` where the result was noted before;
    Invalid `.online_refused` for a result that is not the app's or not of this request.
    """
    with perform(actor=actor, action="certification.take_online", at=at) as act:
        person = _alone(actor)
        find_row(actor.scope, person)
        act.about("retiree", person)
        if not begun_at <= at <= begun_at + LASTS:
            raise errors.online_over()
        try:
            result = read_result(token, nonce=nonce, begun_at=begun_at, at=at)
        except ResultRefused as problem:
            raise errors.online_refused() from problem
        act.note(outcome=result.outcome.value)
        if result.outcome is FaceOutcome.MATCH:
            _note(act, person, result.at, result.reference)
        return result.outcome


def _alone(actor: Actor) -> UUID:
    """The person, and nobody who acts for the person: a face is one's own."""
    if actor.scope.person is None or actor.scope.warrant is not None:
        raise NotFound
    return actor.scope.person


def _note(act: Any, person: UUID, at: datetime, reference: str) -> None:
    day = min(timezone.localdate(at), act.stamp.occurred_on)
    with widened("certification.act_of_person"):
        people_within(scope=Scope.everything()).select_for_update(of=("self",)).get(pk=person)
        (told,) = take_results(act=act, rows=[Result(person, day, Method.FACE, reference, Origin.CITY_APP)])
    if told.told in (Told.REPEATED, Told.REFERENCE_TAKEN):
        raise errors.online_told()
    if told.told not in _DONE:
        raise errors.online_refused()
