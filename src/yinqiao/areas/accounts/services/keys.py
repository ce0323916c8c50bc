"""Access keys 接口凭据: made for a grant that the unit holds, shown once, taken back at any time."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.accounts import errors, rules
from yinqiao.areas.accounts.models import AccessKey, Grant
from yinqiao.areas.accounts.queries import get_reach, list_key_grants, token_digest, within
from yinqiao.areas.accounts.types import NewKey, Role
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform

# Begins every key, so that one that was published by mistake is recognised.
_SIGN = "yq_"


def make_key(*, actor: Actor, at: datetime, key: NewKey) -> str:
    """Make a key for a grant within reach; returns it, the only time it is known (256 random bits).

    NotFound `accounts.key_not_possible`: the grant is absent, out of reach, ended, a stand-in's, or of a role that no
    key may have. Invalid `accounts.key_period`: no end after today, or one more than a year away.
    """
    with perform(actor=actor, action="accounts.key_made", at=at) as act:
        today = timezone.localdate(at)
        possible = {one.id for one in list_key_grants(reach=get_reach(actor=actor), today=today)}
        if actor.id is None or actor.grant_id is None or key.grant_id not in possible:
            raise errors.key_not_possible()
        own = Grant.objects.get(pk=actor.grant_id)
        if not rules.key_lasts(today, key.valid_to):
            raise errors.key_period()
        token = _SIGN + secrets.token_urlsafe(32)
        made = AccessKey.objects.create(
            key_hash=token_digest(token), name=key.name.strip(), grant_id=key.grant_id, division_id=own.division_id,
            enterprise_id=own.enterprise_id, valid_to=key.valid_to, made_by=actor.id,
        )  # fmt: skip
        act.about("key", made.pk, people=0)
        act.note(grant=str(key.grant_id))
        return token


def make_sandbox_key(*, act: Act, name: str, sandbox_no: int, valid_to: date) -> tuple[UUID, str]:
    """Make a key that leads into one sandbox and nowhere else; it rests on the grant of who opens the sandbox.

    Returns it and its secret, the only time that is known. NotFound `accounts.key_not_possible` for a stand-in, and
    whoever has no office; Invalid `accounts.key_period`.
    """
    today = act.stamp.occurred_on
    if act.actor.grant_id is None or act.actor.id is None or sandbox_no < 1:
        raise errors.key_not_possible()
    own = Grant.objects.filter(pk=act.actor.grant_id, role__in=rules.KEY_ROLES, deputy_for__isnull=True).first()
    if own is None:
        raise errors.key_not_possible()
    if not rules.key_lasts(today, valid_to):
        raise errors.key_period()
    token = _SIGN + secrets.token_urlsafe(32)
    made = AccessKey.objects.create(
        key_hash=token_digest(token), name=name.strip()[:40], grant=own, division_id=own.division_id,
        enterprise_id=own.enterprise_id, valid_to=valid_to, made_by=act.actor.id, sandbox_no=sandbox_no,
    )  # fmt: skip
    return made.pk, token


def end_sandbox_key(*, act: Act, key_id: UUID) -> None:
    """The key of a sandbox opens nothing from the next request on; one that was taken back before stays so."""
    found = AccessKey.objects.filter(pk=key_id, sandbox_no__gt=0, revoked_at__isnull=True)
    found.update(revoked_at=act.at, revoked_by=act.actor.id)


def revoke_key(*, actor: Actor, at: datetime, key_id: UUID, reason: str) -> None:
    """Take a key back: the next request with it is refused. `reason` is kept in the audit entry and must not be empty.

    NotFound out of reach; Refused `accounts.may_not_grant` for a role that this administrator may not take back;
    Conflict `accounts.key_already_revoked`.
    """
    if not reason.strip():
        raise errors.reason_required()
    with perform(actor=actor, action="accounts.key_revoked", at=at, purpose=reason.strip()) as act:
        reachable = AccessKey.objects.select_for_update(of=("self",)).filter(within(get_reach(actor=actor), "grant__"))
        found = reachable.select_related("grant").filter(pk=key_id).first()
        if found is None:
            raise errors.not_within_reach()
        if not rules.may_revoke(actor.role, Role(found.grant.role)):
            raise errors.may_not_grant()
        if found.revoked_at is not None:
            raise errors.key_already_revoked()
        found.revoked_at, found.revoked_by = at, actor.id
        found.save(update_fields=["revoked_at", "revoked_by"])
        act.about("key", found.pk, people=0)


def note_key_used(*, actor: Actor, at: datetime) -> None:
    """Note that a key was used today; `actor` is who acts with it. Asked for once a day, not for every request."""
    with perform(actor=actor, action="accounts.key_used", at=at) as act:
        if actor.id is None:
            raise errors.not_within_reach()
        AccessKey.objects.filter(pk=actor.id).update(last_used_on=timezone.localdate(at))
        act.about("key", actor.id, people=0)
