"""Giving roles, taking them back, naming deputies (A/B 岗)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from yinqiao.areas.accounts import errors, rules
from yinqiao.areas.accounts.models import Grant, Invitation
from yinqiao.areas.accounts.queries import get_reach, get_user, list_colleagues, target_of, within
from yinqiao.areas.accounts.services._writing import add_grant, check_may_grant, lock_user
from yinqiao.areas.accounts.types import NewGrant, Role
from yinqiao.kernel.periods import Period
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def grant_role(*, actor: Actor, at: datetime, user_id: UUID, grant: NewGrant) -> UUID:
    """Give an existing account a role over a unit, for a period; returns the grant's id.

    Refused: `accounts.may_not_grant` (role or unit beyond reach), `accounts.roles_incompatible`,
    `accounts.not_yourself`. Invalid: `accounts.wrong_scope`, `accounts.wrong_period`. Conflict:
    `accounts.already_granted`. Separation of the three administrators: GB/T 22239-2019, 8.1.5.
    """
    with perform(actor=actor, action="accounts.role_granted", at=at) as act:
        check_may_grant(actor, grant.role, grant.target)
        if user_id == actor.id:
            raise errors.not_yourself()
        get_user(reach=get_reach(actor=actor), user_id=user_id, today=timezone.localdate(at))
        made = add_grant(lock_user(user_id), grant, granted_by=actor.id)
        act.about("user", user_id, people=0)
        act.note(role=grant.role.value, division=grant.target.division_id, enterprise=grant.target.enterprise_id)
        if grant.target.office_id is not None:
            act.note(office=str(grant.target.office_id))
        return made.pk


def revoke_grant(*, actor: Actor, at: datetime, grant_id: UUID, reason: str) -> None:
    """Take a role back at once; deputies who stood in for it end with it, open invitations of an administrator too.

    `reason` is kept in the audit entry and must not be empty. Refused: `accounts.may_not_grant`. Conflict:
    `accounts.already_revoked`. Whoever is using the role loses it with the next request.
    """
    if not reason.strip():
        raise errors.reason_required()
    with perform(actor=actor, action="accounts.role_revoked", at=at, purpose=reason.strip()) as act:
        mine = Q(user_id=actor.id) | Q(deputy_for__user_id=actor.id)
        reachable = Grant.objects.select_for_update(of=("self",)).filter(within(get_reach(actor=actor)) | mine)
        grant = reachable.filter(pk=grant_id).first()
        if grant is None:
            raise errors.not_within_reach()
        # A person may end its own deputies, and the stand-in it has taken on.
        principal = grant.deputy_for
        is_own_deputy = principal is not None and actor.id in {grant.user_id, principal.user_id}
        if not is_own_deputy and not rules.may_revoke(actor.role, Role(grant.role)):
            raise errors.may_not_grant()
        if grant.revoked_at is not None:
            raise errors.already_revoked()
        ended = Grant.objects.filter(Q(pk=grant.pk) | Q(deputy_for_id=grant.pk), revoked_at__isnull=True)
        count = ended.update(revoked_at=at, revoked_by=actor.id)
        if grant.role in rules.ACCOUNT_ADMINS:
            Invitation.objects.filter(
                invited_by=grant.user_id, accepted_at__isnull=True, withdrawn_at__isnull=True
            ).update(withdrawn_at=at)
        act.about("user", grant.user_id, people=0)
        act.note(role=grant.role, grant=str(grant.pk), ended=count)


def name_deputy(
    *, actor: Actor, at: datetime, deputy_id: UUID, valid_from: date, valid_to: date, grant_id: UUID | None = None
) -> UUID:
    """Let a colleague stand in for a role from a day up to, not including, another; returns the new grant's id.

    Without `grant_id` the actor names its own deputy for the role in use; with it, an administrator names one for a
    person within reach. The deputy gets exactly that role over exactly that unit, while the principal holds it.
    Refused: `accounts.deputy_not_allowed`, `accounts.roles_incompatible`, `accounts.may_not_grant`,
    `accounts.not_yourself` (an administrator as the deputy it names). Invalid:
    `accounts.wrong_period` (no end, begins in the past, longer than the longest, beyond the principal's own end).
    """
    with perform(actor=actor, action="accounts.deputy_named", at=at) as act:
        principal = _principal(actor, grant_id)
        today = timezone.localdate(at)
        _check_deputy(actor, principal, deputy_id, today)
        own = Period(principal.valid_from, principal.valid_to)
        if rules.deputy_period(valid_from, valid_to, own, today) is None:
            raise errors.wrong_period()
        new = NewGrant(Role(principal.role), target_of(principal), valid_from, valid_to)
        made = add_grant(lock_user(deputy_id), new, granted_by=actor.id, deputy_for=principal)
        act.about("user", deputy_id, people=0)
        act.note(role=principal.role, principal=str(principal.user_id))
        return made.pk


def _principal(actor: Actor, grant_id: UUID | None) -> Grant:
    """The grant to stand in for: the actor's own in use, or one within reach that an administrator may give."""
    wanted = grant_id or actor.grant_id
    if wanted is None:
        raise errors.not_your_role()
    mine = Q(pk=actor.grant_id) if actor.grant_id else Q(pk__in=[])
    open_ones = Grant.objects.select_for_update(of=("self",)).filter(revoked_at__isnull=True)
    found = open_ones.filter(within(get_reach(actor=actor)) | mine, pk=wanted).first()
    if found is None:
        raise errors.not_your_role()
    if found.pk != actor.grant_id:
        check_may_grant(actor, Role(found.role), target_of(found))
    return found


def _check_deputy(actor: Actor, principal: Grant, deputy_id: UUID, today: date) -> None:
    """A deputy is another, active person of the same unit, and nobody stands in for a deputy or an administrator."""
    if principal.deputy_for_id is not None:
        raise errors.deputy_not_allowed("代理期间不能再转由他人代理。")
    if principal.role in rules.THREE_ADMINS:
        raise errors.deputy_not_allowed("系统管理员、安全管理员和审计员不设代理。")
    if principal.role == Role.SECONDED_OFFICER:
        raise errors.deputy_not_allowed("选派人员不设代理；需要换人的，由市级结束选派后另行选派。")
    if deputy_id == principal.user_id:
        raise errors.deputy_not_allowed("不能由本人代理本人。")
    if deputy_id == actor.id:
        # An administrator would give itself the role of anybody within reach.
        raise errors.not_yourself()
    colleagues = list_colleagues(user_id=principal.user_id, grant_id=principal.pk, today=today)
    if deputy_id not in {one for one, _ in colleagues}:
        raise errors.deputy_not_allowed("代理人须是本单位的在用账户。")
