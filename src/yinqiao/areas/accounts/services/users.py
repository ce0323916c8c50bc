"""Making accounts, and what administrators do when one is lost, misused or no longer needed."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.utils import reset as forget_failures
from django.utils import timezone

from yinqiao.areas.accounts import errors
from yinqiao.areas.accounts.models import User
from yinqiao.areas.accounts.queries import get_reach, get_user, may_act_on
from yinqiao.areas.accounts.services._writing import (
    add_grant,
    add_user,
    check_may_grant,
    lock_user,
    temporary_password,
)
from yinqiao.areas.accounts.types import NewGrant, NewUser, Role
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


class NewAccount(NamedTuple):
    """An account just made, and its password, shown this once."""

    user_id: UUID
    password: str


def create_user(
    *, actor: Actor, at: datetime, user: NewUser, grant: NewGrant | None = None, password: str | None = None,
    is_demo: bool = False,
) -> NewAccount:  # fmt: skip
    """Make an account with its first role; returns its id and password, the only time the password is known.

    Without `password` a temporary one is made, to be changed at the first sign-in. Only a process of ours may give a
    password, mark a demo account, or make an account without a role. Refused as `grant_role`; Conflict
    `accounts.username_taken`; Invalid `accounts.username_malformed`, `accounts.password_too_weak`.
    """
    is_ours = actor.role == "system"
    if not is_ours and (grant is None or password is not None or is_demo):
        raise errors.may_not_grant()
    with perform(actor=actor, action="accounts.user_created", at=at) as act:
        if grant is not None:
            check_may_grant(actor, grant.role, grant.target)
        given = password or temporary_password()
        made = add_user(user, given, must_change=password is None, is_demo=is_demo)
        if grant is not None:
            add_grant(made, grant, granted_by=actor.id)
            act.note(role=grant.role.value, division=grant.target.division_id, enterprise=grant.target.enterprise_id)
        act.about("user", made.pk, people=0)
        return NewAccount(made.pk, given)


def _managed(actor: Actor, at: datetime, user_id: UUID, *, by_security: bool) -> User:
    """The account, locked, if this actor may take measures on it; `by_security`: the security administrator may too."""
    if user_id == actor.id:
        raise errors.not_yourself()
    get_user(reach=get_reach(actor=actor), user_id=user_id, today=timezone.localdate(at))
    user = lock_user(user_id)
    if actor.role == Role.SECURITY_ADMIN and not by_security:
        raise errors.may_not_manage()
    if not may_act_on(actor=actor, user_id=user_id, today=timezone.localdate(at)):
        raise errors.may_not_manage()
    return user


def _end_all(user: User) -> int:
    """End every session of an account; returns how many."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)


def reset_password(*, actor: Actor, at: datetime, user_id: UUID) -> str:
    """Give an account a temporary password, shown this once, to be changed at the next sign-in; ends its sessions.

    The second factor stays: whoever finds the slip of paper cannot sign in with it alone. Refused:
    `accounts.may_not_manage` when the account holds a role beyond reach (a community's administrator must not get
    into a city manager's account), `accounts.not_yourself`. NotFound beyond reach.
    """
    with perform(actor=actor, action="accounts.password_reset", at=at) as act:
        user = _managed(actor, at, user_id, by_security=False)
        password = temporary_password()
        user.set_password(password)
        user.must_change_password = True
        user.save(update_fields=["password", "must_change_password"])
        act.about("user", user_id, people=0)
        act.note(sessions=_end_all(user))
        return password


def remove_second_factor(*, actor: Actor, at: datetime, user_id: UUID, reason: str) -> None:
    """Take away a lost second factor so that a new one can be set up; the security administrator alone.

    Together with `reset_password` (the unit's administrator) it takes two people to get into an account.
    """
    if not reason.strip():
        raise errors.reason_required()
    if actor.role not in {Role.SECURITY_ADMIN, "system"}:
        raise errors.may_not_manage()
    with perform(actor=actor, action="accounts.second_factor_removed", at=at, purpose=reason.strip()) as act:
        user = _managed(actor, at, user_id, by_security=True)
        removed, _ = Authenticator.objects.filter(user=user).delete()
        act.about("user", user_id, people=0)
        act.note(removed=removed, sessions=_end_all(user))


def stop_user(*, actor: Actor, at: datetime, user_id: UUID, reason: str) -> None:
    """Stop an account: it can no longer sign in and its sessions end. Its grants stay as they are."""
    _set_active(actor, at, user_id, is_active=False, reason=reason)


def restart_user(*, actor: Actor, at: datetime, user_id: UUID, reason: str) -> None:
    """Let a stopped account sign in again."""
    _set_active(actor, at, user_id, is_active=True, reason=reason)


def _set_active(actor: Actor, at: datetime, user_id: UUID, *, is_active: bool, reason: str) -> None:
    if not reason.strip():
        raise errors.reason_required()
    action = "accounts.user_restarted" if is_active else "accounts.user_stopped"
    with perform(actor=actor, action=action, at=at, purpose=reason.strip()) as act:
        user = _managed(actor, at, user_id, by_security=True)
        user.is_active = is_active
        user.save(update_fields=["is_active"])
        act.about("user", user_id, people=0)
        act.note(sessions=0 if is_active else _end_all(user))


def end_sessions(*, actor: Actor, at: datetime, user_id: UUID) -> int:
    """End every session of an account within reach (a lost phone, a shared computer); returns how many.

    One's own other sessions are ended on one's own page.
    """
    with perform(actor=actor, action="accounts.sessions_ended", at=at) as act:
        count = _end_all(_managed(actor, at, user_id, by_security=True))
        act.about("user", user_id, people=0)
        act.note(sessions=count)
        return count


def unlock_sign_in(*, actor: Actor, at: datetime, user_id: UUID) -> int:
    """Forget an account's failed sign-ins before they cool off by themselves; returns how many records."""
    with perform(actor=actor, action="accounts.sign_in_unlocked", at=at) as act:
        user = _managed(actor, at, user_id, by_security=True)
        count = int(forget_failures(username=user.username))
        act.about("user", user_id, people=0)
        act.note(records=count)
        return count
