"""Reads of accounts: who is this, with which role, over which scope; whose accounts may I see."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet

from yinqiao.areas.accounts import errors
from yinqiao.areas.accounts.models import Grant, Invitation, User
from yinqiao.areas.accounts.queries.offices import offices_within
from yinqiao.areas.accounts.rules import ENDING_WITHIN, GRANTABLE, OVERSEERS, SEES_NOBODY, fits, may_manage
from yinqiao.areas.accounts.types import (
    NO_FILTER,
    NO_ROLE,
    GrantRow,
    InvitationRow,
    Reach,
    Role,
    ScopeKind,
    Target,
    UserFilter,
    UserRow,
)
from yinqiao.areas.organisations.queries import list_answered_ids, list_enterprises, places, unique_names
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.platform.access.types import Actor, Scope, Stay
from yinqiao.platform.database.compiled import Compiled


def on_day(day: date) -> Q:
    """Grants in force on a day: begun, not ended (half-open), not taken back, over an enterprise that still stands."""
    stands = Q(enterprise__isnull=True) | Q(enterprise__dissolved_on__isnull=True)
    return Q(valid_from__lte=day, revoked_at__isnull=True) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day)) & stands


def _in_force(day: date) -> Q:
    """The same, and for a deputy's grant the principal's own must be in force too."""
    principal = Grant.objects.filter(on_day(day), pk=OuterRef("deputy_for_id"), user__is_active=True)
    return on_day(day) & (Q(deputy_for__isnull=True) | Q(Exists(principal)))


class _Standing(NamedTuple):
    """A grant in force, as far as an actor is made of it."""

    pk: UUID
    role: str
    division_id: int | None
    enterprise_id: int | None
    enterprise_name: str | None
    office_id: UUID | None
    office_name: str | None
    deputy_for_id: UUID | None


def _standing(user_id: UUID, today: date) -> QuerySet[Grant, Any]:
    """The grants of a user that are in force on a day, the own before those of a stand-in."""
    found = Grant.objects.filter(on_day(today), user_id=user_id).order_by("deputy_for_id", "granted_at", "id")
    return found.values_list(
        "pk", "role", "division_id", "enterprise_id", "enterprise__name", "office_id", "office__name", "deputy_for_id"
    )


# Every request comes by here.
_STANDING = Compiled(_standing, (UUID(int=1), date(1, 1, 1)))


def get_actor(*, user: Any, grant_id: str | None, today: date, request_id: str) -> Actor:
    """The actor of a request: the user under the role in use, looked up anew each time (one query, two for a deputy).

    `grant_id` is the session's choice; a choice that is no longer in force, or none, gives the person's first role,
    own posts before deputyships. Without any grant in force the actor has the role `none` and sees nobody.
    """
    if not user.is_authenticated or not user.is_active:
        return Actor.anonymous()
    found = [_Standing(*row) for row in _STANDING.rows(user.pk, today)]
    if principals := [one.deputy_for_id for one in found if one.deputy_for_id is not None]:
        # Asked apart, for hardly anybody is a deputy and every request comes by here.
        standing = set(
            Grant.objects.filter(on_day(today), pk__in=principals, user__is_active=True).values_list("pk", flat=True)
        )
        found = [one for one in found if one.deputy_for_id is None or one.deputy_for_id in standing]
        found.sort(key=lambda one: one.deputy_for_id is not None)
    if not found:
        return Actor(user.pk, NO_ROLE, user.name, request_id=request_id)
    grant = next((one for one in found if str(one.pk) == grant_id), found[0])
    unit = _unit(grant.division_id, grant.enterprise_name or grant.office_name)
    scope = _scope(grant.role, Target(grant.division_id, grant.enterprise_id, grant.office_id), unit, grant.pk)
    return Actor(user.pk, grant.role, user.name, scope, unit, grant.pk, request_id)


def scope_of(grant: Grant) -> Scope:
    """Whom a grant lets see, labelled by its unit. Administrators of accounts and of the system see nobody."""
    return _scope(grant.role, target_of(grant), unit_of(grant), grant.pk)


def target_of(grant: Grant | Invitation) -> Target:
    """Over what it is given."""
    return Target(grant.division_id, grant.enterprise_id, grant.office_id)


def _scope(role: str, over: Target, unit: str, grant_id: UUID) -> Scope:
    if role in SEES_NOBODY:
        return Scope(label=unit or "不涉及退休人员")
    if over.office_id is not None:
        return Scope.of_office(over.office_id, unit)
    place = places().by_id.get(over.division_id) if over.division_id is not None else None
    if place is not None and over.enterprise_id is not None:
        firms = tuple(list_answered_ids(enterprise_id=over.enterprise_id))
        return Scope.of_stay(Stay(grant_id, place.place_no, place.place_end, firms), unit)
    if over.enterprise_id is not None and over.division_id is None:
        return Scope.of_enterprises(list_answered_ids(enterprise_id=over.enterprise_id), unit)
    if place is None:
        return Scope.nobody()
    scope = Scope.place(place.place_no, place.place_end, unit)
    return scope.for_oversight() if role in OVERSEERS else scope


def unit_of(grant: Grant | Invitation) -> str:
    """The unit in words: “岳麓区 · 望月湖街道”, the enterprise's name, or nothing."""
    outside = grant.enterprise or grant.office
    return _unit(grant.division_id, outside.name if outside is not None else None)


def _unit(division_id: int | None, outside: str | None) -> str:
    if outside is not None and division_id is None:
        return outside
    place = places().by_id.get(division_id) if division_id is not None else None
    where = places().label(place.place_no) if place else ""
    return f"{where} · {outside}" if outside else where


def get_reach(*, actor: Actor) -> Reach:
    """Whose accounts this actor looks after; nobody's for roles that look after none."""
    grantable = GRANTABLE.get(actor.role, frozenset())
    if actor.role in {"system", Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}:
        return Reach(everywhere=True, grantable=grantable)
    if actor.role == Role.ENTERPRISE_ADMIN:
        return Reach(enterprises=frozenset(actor.scope.enterprises), grantable=grantable)
    if actor.role == Role.UNIT_ADMIN and actor.grant_id is not None:
        place_id, office_id = Grant.objects.values_list("division_id", "office_id").get(pk=actor.grant_id)
        if office_id is not None:
            return Reach(office=office_id, grantable=grantable)
        place = places().by_id.get(place_id or 0)
        if place is not None:
            return Reach(place.place_no, place.place_end, grantable=grantable)
    return Reach()


def within(reach: Reach, prefix: str = "") -> Q:
    """A reach as a predicate over grants (or invitations)."""
    if reach.everywhere:
        # Not an empty Q, which would vanish from a disjunction.
        return Q(**{f"{prefix}pk__isnull": False})
    if reach.office is not None:
        return Q(**{f"{prefix}office_id": reach.office})
    by_place = [
        Q(**{f"{prefix}{over}__place_no__gte": reach.place_from, f"{prefix}{over}__place_no__lt": reach.place_to})
        for over in ("division", "office__division")
    ]
    return by_place[0] | by_place[1] | Q(**{f"{prefix}enterprise_id__in": list(reach.enterprises)})


def _rows(grants: QuerySet[Grant], today: date) -> list[GrantRow]:
    """Grants as rows, those in force first, then by beginning."""
    full = grants.select_related("user", "enterprise", "office", "division", "deputy_for__user")
    full = full.annotate(now=Q(_in_force(today))).order_by("-now", "-valid_from", "id")
    return [
        GrantRow(
            one.pk, one.user_id, one.user.name, Role(one.role), unit_of(one),
            one.division.place_no if one.division else None, one.enterprise_id, one.valid_from, one.valid_to,
            one.deputy_for.user.name if one.deputy_for else "", one.revoked_at, bool(one.now),
        )
        for one in full
    ]  # fmt: skip


def list_own_roles(*, actor: Actor, today: date) -> list[GrantRow]:
    """The roles a person may switch to today; none for nobody."""
    if actor.id is None:
        return []
    return _rows(Grant.objects.filter(_in_force(today), user_id=actor.id), today)


def list_deputies_of(*, user_id: UUID, today: date) -> list[GrantRow]:
    """Who stands in for this person now or later."""
    still = Q(valid_to__gt=today, revoked_at__isnull=True)
    return _rows(Grant.objects.filter(still, deputy_for__user_id=user_id), today)


# Recovery codes stand in for one of these and are no factor of their own.
_SECOND = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def _users(reach: Reach) -> QuerySet[User]:
    """Accounts with a grant, present or past, within reach; all of them for who reaches everywhere."""
    own = Authenticator.objects.filter(user_id=OuterRef("pk"))
    users = User.objects.annotate(
        has_second_factor=Exists(own.filter(type__in=_SECOND)), has_app=Exists(own.filter(type=_SECOND[0]))
    )
    if reach.everywhere:
        return users
    return users.filter(Exists(Grant.objects.filter(within(reach), user_id=OuterRef("pk"))))


def _user_rows(users: Sequence[Any], reach: Reach, today: date) -> list[UserRow]:
    """Accounts as rows, each with its grants within reach."""
    shown = _rows(Grant.objects.filter(within(reach), user_id__in=[one.pk for one in users]), today)
    by_user: dict[UUID, list[GrantRow]] = {}
    for grant in shown:
        by_user.setdefault(grant.user_id, []).append(grant)
    return [
        UserRow(
            one.pk, one.username, one.name, one.phone, one.is_active, one.must_change_password,
            one.has_second_factor, one.has_app, one.last_login, tuple(by_user.get(one.pk, ())),
        )
        for one in users
    ]  # fmt: skip


def list_users(*, reach: Reach, today: date, wanted: UserFilter = NO_FILTER) -> list[UserRow]:
    """The accounts within reach, by name."""
    users = _users(reach)
    if wanted.text:
        users = users.filter(Q(name__contains=wanted.text) | Q(username__contains=wanted.text.lower()))
    if wanted.role:
        users = users.filter(Exists(Grant.objects.filter(within(reach), user_id=OuterRef("pk"), role=wanted.role)))
    current = Exists(Grant.objects.filter(within(reach), _in_force(today), user_id=OuterRef("pk")))
    if wanted.state == "stopped":
        users = users.filter(is_active=False)
    elif wanted.state == "in_force":
        users = users.filter(current, is_active=True)
    elif wanted.state == "ending":
        soon = Q(valid_to__lte=today + ENDING_WITHIN) & _in_force(today)
        users = users.filter(Exists(Grant.objects.filter(within(reach), soon, user_id=OuterRef("pk"))), is_active=True)
    elif wanted.state == "ended":
        users = users.filter(~current, is_active=True)
    return _user_rows(list(users.order_by("name", "id")), reach, today)


def get_user(*, reach: Reach, user_id: UUID, today: date) -> UserRow:
    """One account within reach; NotFound otherwise, whether it exists or not."""
    found = list(_users(reach).filter(pk=user_id))
    if not found:
        raise errors.not_within_reach()
    return _user_rows(found, reach, today)[0]


def get_own(*, actor: Actor, today: date) -> UserRow:
    """One's own account, with all its grants."""
    if actor.id is None:
        raise errors.not_within_reach()
    everywhere = Reach(everywhere=True)
    return _user_rows(list(_users(everywhere).filter(pk=actor.id)), everywhere, today)[0]


def list_colleagues(*, user_id: UUID, grant_id: UUID | None, today: date) -> list[tuple[UUID, str]]:
    """Who could stand in for this person under this grant: active people with a role in the same unit, as (id, name).

    For a community also its street and the street's other communities, so that a community with one officer is
    never without; for an enterprise its whole group below.
    """
    grant = (
        Grant.objects.filter(pk=grant_id, user_id=user_id).select_related("division__parent").first()
        if grant_id
        else None
    )
    if grant is None or target_of(grant) == Target():
        return []
    if grant.office_id is not None:
        nearby = Q(office_id=grant.office_id, role=grant.role)
    elif grant.division is None:
        nearby = Q(enterprise_id__in=list_answered_ids(enterprise_id=grant.enterprise_id or 0))
    elif grant.division.kind == DivisionKind.COMMUNITY and grant.division.parent is not None:
        street = grant.division.parent
        nearby = Q(division__place_no__gte=street.place_no, division__place_no__lt=street.place_end)
    else:
        nearby = Q(division_id=grant.division_id)
    theirs = Grant.objects.filter(nearby, on_day(today), user_id=OuterRef("pk"))
    found = User.objects.filter(Exists(theirs), is_active=True).exclude(pk=user_id)
    return list(found.order_by("name", "id").values_list("id", "name"))


def _open_invitations(now: datetime) -> QuerySet[Invitation]:
    """Invitations that can still be accepted."""
    still = Q(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now)
    return Invitation.objects.filter(still).select_related("enterprise", "office")


def _invitation_row(one: Invitation) -> InvitationRow:
    return InvitationRow(one.pk, one.name, Role(one.role), unit_of(one), one.valid_to, one.invited_at, one.expires_at)


def list_invitations(*, reach: Reach, now: datetime) -> list[InvitationRow]:
    """Invitations within reach that can still be accepted, newest first."""
    return [_invitation_row(one) for one in _open_invitations(now).filter(within(reach)).order_by("-invited_at")]


def get_open_invitation(*, reach: Reach, invitation_id: UUID, now: datetime) -> InvitationRow:
    """One invitation within reach that can still be accepted; NotFound otherwise, whether it exists or not."""
    one = _open_invitations(now).filter(within(reach), pk=invitation_id).first()
    if one is None:
        raise errors.not_within_reach()
    return _invitation_row(one)


def get_invitation(*, token: str, now: datetime) -> InvitationRow:
    """The invitation of a link; `accounts.invitation_gone` for an unknown, used, withdrawn or expired one."""
    one = _open_invitations(now).filter(token_hash=token_digest(token)).first()
    if one is None:
        raise errors.invitation_gone()
    return _invitation_row(one)


def token_digest(token: str) -> str:
    """What is kept of an invitation's token. A plain digest is enough: the token has 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def has_second_factor(*, user_id: UUID) -> bool:
    """Whether this person has a second factor in use: an authenticator app, a security key, or both."""
    return Authenticator.objects.filter(user_id=user_id, type__in=_SECOND).exists()


def may_act_on(*, actor: Actor, user_id: UUID, today: date) -> bool:
    """Whether an administrator may take measures on an account: all its roles, present and to come, are its to give.

    The security administrator may on every account but the own (though never reset a password).
    """
    if user_id == actor.id:
        return False
    if actor.role == Role.SECURITY_ADMIN:
        return True
    reach = get_reach(actor=actor)
    still = Q(revoked_at__isnull=True) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    live = Grant.objects.filter(still, user_id=user_id).values_list(
        "role", "division__place_no", "office__division__place_no", "enterprise_id", "office_id"
    )
    inside = all(
        reach.covers(place_no=here if there is None else there, enterprise_id=firm, office_id=office)
        for _, here, there, firm, office in live
    )
    return inside and may_manage(actor.role, [Role(one[0]) for one in live])


def find_user_by_username(*, username: str) -> User | None:
    """The account of a sign-in name, whatever its case, or None."""
    return User.objects.filter(username=username.strip().lower()[:40]).first()


def get_grant(*, actor: Actor, grant_id: UUID, today: date) -> GrantRow:
    """One grant: within the actor's reach, one's own, or a deputy's that stands in for oneself; else NotFound."""
    mine = Q(user_id=actor.id) | Q(deputy_for__user_id=actor.id)
    found = _rows(Grant.objects.filter(within(get_reach(actor=actor)) | mine, pk=grant_id), today)
    if not found:
        raise errors.not_within_reach()
    return found[0]


def list_roles_to_give(*, reach: Reach) -> list[Role]:
    """The roles that can be given within a reach: those that fit one of its units.

    A street's administrator gives no role over a district or the city.
    """
    levels = {row.kind for row in places().rows if reach.covers(place_no=row.place_no, enterprise_id=None)}
    kinds = {ScopeKind.ENTERPRISE} if reach.everywhere or reach.enterprises else set()
    kinds |= {ScopeKind.OFFICE} if offices_within(reach).exists() else set()

    def has_unit(role: Role) -> bool:
        is_placed = any(fits(role, ScopeKind.DIVISION, level) for level in levels)
        return is_placed or any(fits(role, kind) for kind in kinds)

    return [role for role in Role if role in reach.grantable and has_unit(role)]


def list_units(*, reach: Reach) -> dict[str, Target]:
    """Units over which a role can be given within a reach, by their names in words, from the top down.

    The system administrator has all divisions and enterprises, an enterprise its group, others their subtree; nobody a
    dissolved enterprise. Names that occur twice carry a code, so that each name means one unit.
    """
    tree = places()
    named = [
        (tree.label(row.place_no), row.code, Target(division_id=row.id))
        for row in tree.rows
        if reach.covers(place_no=row.place_no, enterprise_id=None)
    ]
    if reach.everywhere or reach.enterprises:
        named += [
            (one.name, one.uscc, Target(enterprise_id=one.id))
            for one in list_enterprises()
            if one.successor_id is None and reach.covers(place_no=None, enterprise_id=one.id)
        ]
    named += [(one.name, str(one.pk)[-8:], Target(office_id=one.pk)) for one in offices_within(reach)]
    return unique_names(named)
