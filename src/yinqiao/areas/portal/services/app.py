"""Coming in by the city's app: what it told proves who this is; who may come in as several says as whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from yinqiao.areas.portal import errors
from yinqiao.areas.portal.queries.app import people_again, people_told
from yinqiao.areas.portal.services.sessions import open_session
from yinqiao.areas.portal.types import Device, Entered, Key, Means, Person, Proof
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.openid import Provider, Told
from yinqiao.platform.openid.spent import spend


def enter_by_app(*, actor: Actor, at: datetime, told: Told, provider: Provider, device: Device) -> Entered:
    """Come in as whom the app told of; or, of several, learn as whom one may. Conflict `portal.not_in_register` for nobody."""
    with perform(actor=actor, action="portal.use_app", at=at) as act:
        people = people_told(told, provider, actor=actor, at=at)
        act.note(people=len(people))
        if not people:
            raise errors.not_in_register()
        if len(people) > 1:
            return Entered("", tuple(Key(one.retiree_id, one.warrant_id) for one in people))
        return Entered(_open(actor, at, people[0], device))


def enter_as(*, actor: Actor, at: datetime, ticket: str, keys: Sequence[Key], chosen: UUID, device: Device) -> str:
    """Come in as one of those of `enter_by_app`, once; returns the session's token.

    `ticket` and `keys` come from what we signed ourselves. Conflict `portal.begin_again` for anybody else or a second time.
    """
    with perform(actor=actor, action="portal.use_app", at=at) as act:
        people = people_again(keys, actor=actor, at=at)
        found = next((one for one in people if one.key == chosen), None)
        if found is None or not spend(sha256(ticket.encode()).hexdigest(), at):
            raise errors.begin_again()
        act.note(people=len(people))
        return _open(actor, at, found, device)


def _open(actor: Actor, at: datetime, person: Person, device: Device) -> str:
    proof = Proof(person.retiree_id, Means.CITY_APP, person.warrant_id)
    return open_session(actor=actor, at=at, proof=proof, device=device)
