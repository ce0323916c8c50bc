"""Invitations: a link that works once, handed over by the administrator in person (no mail server is assumed)."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.accounts import errors, rules
from yinqiao.areas.accounts.models import Invitation, User
from yinqiao.areas.accounts.queries import get_reach, target_of, token_digest, within
from yinqiao.areas.accounts.services._writing import add_grant, add_user, check_may_grant
from yinqiao.areas.accounts.types import NewGrant, NewInvitation, NewUser, Role
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def invite(*, actor: Actor, at: datetime, invitation: NewInvitation) -> str:
    """Invite somebody to make an account with a role; returns the token of the link, the only time it is known.

    It can be used once, for seven days. Refused and Invalid as `grant_role`.
    """
    with perform(actor=actor, action="accounts.invited", at=at) as act:
        check_may_grant(actor, invitation.role, invitation.target)
        if actor.id is None:
            raise errors.may_not_grant()
        if rules.period_of(timezone.localdate(at), invitation.valid_to) is None:
            raise errors.wrong_period()
        token = secrets.token_urlsafe(32)
        made = Invitation.objects.create(
            token_hash=token_digest(token), name=invitation.name.strip(), role=invitation.role,
            division_id=invitation.target.division_id, enterprise_id=invitation.target.enterprise_id,
            office_id=invitation.target.office_id, valid_to=invitation.valid_to, invited_by=actor.id, expires_at=at + rules.INVITATION_LASTS,
        )  # fmt: skip
        act.about("invitation", made.pk, people=0)
        act.note(role=invitation.role.value)
        return token


def accept_invitation(*, actor: Actor, at: datetime, token: str, username: str, password: str) -> UUID:
    """Make the account of an invitation, with its role from today on; returns the user's id.

    NotFound `accounts.invitation_gone` for an unknown, used, withdrawn or expired one, and when the inviter has been
    stopped since. Conflict `accounts.username_taken`; Invalid `accounts.username_malformed`,
    `accounts.password_too_weak`: then the link stays usable.
    """
    with perform(actor=actor, action="accounts.invitation_accepted", at=at) as act:
        found = Invitation.objects.select_for_update().filter(token_hash=token_digest(token)).first()
        is_gone = found is None or found.accepted_at or found.withdrawn_at or found.expires_at <= at
        if found is None or is_gone or not User.objects.filter(pk=found.invited_by, is_active=True).exists():
            raise errors.invitation_gone()
        today = timezone.localdate(at)
        if rules.period_of(today, found.valid_to) is None:
            raise errors.invitation_gone()
        user = add_user(NewUser(username, found.name), password, must_change=False)
        grant = NewGrant(Role(found.role), target_of(found), today, found.valid_to)
        add_grant(user, grant, granted_by=found.invited_by)
        found.accepted_at, found.accepted_by = at, user.pk
        found.save(update_fields=["accepted_at", "accepted_by"])
        act.about("user", user.pk, people=0)
        act.note(invitation=str(found.pk), role=found.role)
        return user.pk


def withdraw_invitation(*, actor: Actor, at: datetime, invitation_id: UUID) -> None:
    """Make an invitation unusable; nothing happens to one that is already used, withdrawn or expired."""
    with perform(actor=actor, action="accounts.invitation_withdrawn", at=at) as act:
        found = (
            Invitation.objects.select_for_update(of=("self",))
            .filter(within(get_reach(actor=actor)), pk=invitation_id)
            .first()
        )
        if found is None or not rules.may_revoke(actor.role, Role(found.role)):
            raise errors.not_within_reach()
        if found.accepted_at is None and found.withdrawn_at is None:
            found.withdrawn_at = at
            found.save(update_fields=["withdrawn_at"])
        act.about("invitation", found.pk, people=0)
