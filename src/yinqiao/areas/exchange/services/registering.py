"""An endpoint is registered for a key, given a new secret, paused, taken up again, ended by its unit's administrator."""

from __future__ import annotations

import base64
import secrets
from datetime import datetime, timedelta
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.conf import settings
from django.utils import timezone

from yinqiao.areas.accounts.queries import get_reach, list_keys, within
from yinqiao.areas.accounts.types import KeyState
from yinqiao.areas.exchange import errors
from yinqiao.areas.exchange.models import Delivery, Endpoint
from yinqiao.areas.exchange.queries import feed_end, patience, told_types
from yinqiao.areas.exchange.types import EndpointState, MessageState, NewEndpoint, PauseReason
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.crypto.fields import conceal_one, reveal
from yinqiao.platform.crypto.rotate import EncryptedTable
from yinqiao.platform.outward import why_not_url

ENCRYPTED = EncryptedTable(Endpoint._meta.db_table, ("secret", "old_secret"))


def register_endpoint(*, actor: Actor, at: datetime, endpoint: NewEndpoint) -> tuple[UUID, str]:
    """Register where events are sent to; returns it and its secret, the only time that is known.

    NotFound `exchange.key_not_possible`: the key is absent, out of reach or does not hold. Invalid `exchange.url_…`
    for a URL to which nothing is sent, `exchange.unknown_types` for a type that programmes are not told.
    """
    with perform(actor=actor, action="exchange.endpoint_registered", at=at) as act:
        reach, today = get_reach(actor=actor), timezone.localdate(at)
        held = {one.id for one in list_keys(reach=reach, today=today, state=KeyState.IN_FORCE)}
        if actor.id is None or endpoint.key_id not in held:
            raise errors.key_not_possible()
        if problem := why_not_url(endpoint.url, settings.OUTWARD_NETWORKS):
            raise errors.url_not_possible(problem)
        if not told_types().keys() >= set(endpoint.types):
            raise errors.unknown_types()
        epoch, last = feed_end()
        made, secret = uuid_utils.uuid7(), _new_secret()
        Endpoint.objects.create(
            id=made, key_id=endpoint.key_id, name=endpoint.name.strip(), url=endpoint.url, types=sorted(endpoint.types),
            secret=conceal_one(Endpoint, "secret", secret, made), epoch=epoch,
            after=0 if endpoint.from_start else last, made_by=actor.id, made_at=at,
        )  # fmt: skip
        act.about("endpoint", made, people=0)
        act.note(key=str(endpoint.key_id))
        return made, secret


def rotate_secret(*, actor: Actor, at: datetime, endpoint_id: UUID) -> str:
    """Give an endpoint a new secret; the one before it signs beside it for two days. Returns the new one."""
    with perform(actor=actor, action="exchange.secret_rotated", at=at) as act:
        found, secret = lock_endpoint(act=act, endpoint_id=endpoint_id), _new_secret()
        # Both cells are bound to their column: the old one is sealed anew for its own.
        found.old_secret = conceal_one(Endpoint, "old_secret", reveal_secret(found), found.pk)
        found.old_until = at + timedelta(hours=patience(timezone.localdate(at)).overlap_hours)
        found.secret = conceal_one(Endpoint, "secret", secret, found.pk)
        found.save(update_fields=["secret", "old_secret", "old_until"])
        return secret


def pause_endpoint(*, actor: Actor, at: datetime, endpoint_id: UUID) -> None:
    """Send nothing until it is taken up again; its place in the feed is kept. Conflict when it is not active."""
    with perform(actor=actor, action="exchange.endpoint_paused", at=at) as act:
        found = lock_endpoint(act=act, endpoint_id=endpoint_id)
        if found.state != EndpointState.ACTIVE:
            raise errors.step_not_possible(EndpointState(found.state).label)
        found.state, found.pause_reason = EndpointState.PAUSED.value, PauseReason.BY_HAND.value
        found.save(update_fields=["state", "pause_reason"])


def resume_endpoint(*, actor: Actor, at: datetime, endpoint_id: UUID) -> None:
    """Go on from the place at which it stands, at once; also for one that is only waiting for its next attempt.

    Conflict `exchange.endpoint_ended` for one that has ended.
    """
    with perform(actor=actor, action="exchange.endpoint_resumed", at=at) as act:
        found = lock_endpoint(act=act, endpoint_id=endpoint_id)
        found.state, found.pause_reason = EndpointState.ACTIVE.value, ""
        found.next_try_at, found.failing_since, found.tries = None, None, 0
        found.save(update_fields=["state", "pause_reason", "next_try_at", "failing_since", "tries"])


def end_endpoint(*, actor: Actor, at: datetime, endpoint_id: UUID) -> None:
    """Send nothing any more, for good; what was sent stays on record."""
    with perform(actor=actor, action="exchange.endpoint_ended", at=at) as act:
        found = lock_endpoint(act=act, endpoint_id=endpoint_id)
        end(found, at=at, reason=PauseReason.BY_HAND)


def end(found: Endpoint, *, at: datetime, reason: PauseReason) -> None:
    """Write the end of an endpoint, and of what was on its way; for acts of this room."""
    found.state, found.pause_reason, found.ended_at = EndpointState.ENDED.value, reason.value, at
    found.save(update_fields=["state", "pause_reason", "ended_at"])
    Delivery.objects.filter(endpoint=found, state=MessageState.OPEN).update(
        state=MessageState.FAILED, ended_at=at, code="gone"
    )


def reveal_secret(found: Endpoint) -> str:
    """The secret of an endpoint; for acts of this room."""
    return reveal(found, "secret") or ""


def secrets_of(found: Endpoint, at: datetime) -> tuple[str, ...]:
    """With which secrets a message is signed now: the newest, and the one before it while both are good."""
    old = reveal(found, "old_secret") if found.old_until is not None and found.old_until > at else None
    return tuple(one for one in (reveal_secret(found), old) if one)


def lock_endpoint(*, act: Act, endpoint_id: UUID) -> Endpoint:
    """The endpoint within the actor's reach, locked; one that has ended is a Conflict."""
    reachable = Endpoint.objects.select_for_update(of=("self",)).filter(
        within(get_reach(actor=act.actor), "key__grant__")
    )
    found = reachable.filter(pk=endpoint_id).first()
    if found is None:
        raise errors.endpoint_not_found()
    if found.state == EndpointState.ENDED:
        raise errors.ended_for_good()
    act.about("endpoint", found.pk, people=0)
    return found


def _new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
