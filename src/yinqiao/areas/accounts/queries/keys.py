"""Reads of access keys: whose key is this and does it still hold; which keys does an administrator look after."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from yinqiao.areas.accounts import errors
from yinqiao.areas.accounts.models import AccessKey, Grant
from yinqiao.areas.accounts.queries.users import on_day, scope_of, token_digest, unit_of, within
from yinqiao.areas.accounts.rules import ENDING_WITHIN, KEY_ROLES
from yinqiao.areas.accounts.types import SANDBOX_ROLE, KeyGrant, KeyRow, KeyState, Reach, Role
from yinqiao.areas.organisations.queries import list_answered_ids, places
from yinqiao.platform.access.types import Actor, Scope


@dataclass(frozen=True, slots=True)
class KeyUse:
    """A key that opens: who acts with it, and when it was last used."""

    actor: Actor
    last_used_on: date | None


def _may_carry(today: date) -> QuerySet[Grant]:
    """Grants that a key can rest on: in force, of a role that keys may have, a person's own and not a stand-in's.

    Neither the place nor the enterprise that it is about may have ended.
    """
    stands = Q(division__valid_to__isnull=True) | Q(division__valid_to__gt=today)
    return Grant.objects.filter(
        on_day(today), stands, role__in=KEY_ROLES, deputy_for__isnull=True, user__is_active=True
    ).select_related("enterprise", "user")


def find_key_use(*, token: str, today: date, request_id: str) -> KeyUse | None:
    """Who acts with this key today, or None: unknown, revoked, ended, or what it rests on does not hold any more.

    Looked up anew at each request, so that whatever ends it ends it with the next one. The actor has the role and the
    scope of the grant, and the key's own id: what a programme did is never mistaken for what its maker did.
    """
    unended = AccessKey.objects.filter(key_hash=token_digest(token), revoked_at__isnull=True, valid_to__gt=today)
    key = unended.filter(grant__in=_may_carry(today)).select_related("grant__enterprise").first()
    if key is None or not _is_the_units(key):
        return None
    return KeyUse(_actor_of(key, request_id), key.last_used_on)


def list_key_actors(*, key_ids: Collection[UUID], today: date) -> dict[UUID, Actor]:
    """Who acts with each of these keys today, by key; a key that does not hold is left out."""
    unended = AccessKey.objects.filter(pk__in=key_ids, revoked_at__isnull=True, valid_to__gt=today)
    keys = unended.filter(grant__in=_may_carry(today)).select_related("grant__enterprise")
    return {one.pk: _actor_of(one, "") for one in keys if _is_the_units(one)}


def _actor_of(key: AccessKey, request_id: str) -> Actor:
    grant = key.grant
    # In a sandbox nobody has an office: no policy names the role.
    role = SANDBOX_ROLE if key.sandbox_no else grant.role
    return Actor(key.pk, role, f"接口·{key.name}", _scope_of(key), unit_of(grant), grant.pk, request_id)


def _scope_of(key: AccessKey) -> Scope:
    return Scope.sandbox(key.sandbox_no) if key.sandbox_no else scope_of(key.grant)


def _is_the_units(key: AccessKey) -> bool:
    """Whether the grant still lies within the unit that gave the key: a place may be moved, an enterprise sold."""
    grant = key.grant
    if key.enterprise_id is not None:
        return grant.enterprise_id in list_answered_ids(enterprise_id=key.enterprise_id)
    unit, place = (places().by_id.get(one or 0) for one in (key.division_id, grant.division_id))
    return unit is not None and place is not None and unit.place_no <= place.place_no < unit.place_end


def list_keys(*, reach: Reach, today: date, text: str = "", state: str = "") -> list[KeyRow]:
    """The keys within reach, newest first, those that no longer hold too; by a part of the name and by state.

    Beside the states there is `ending`: those in force that end within 14 days.
    """
    keys = AccessKey.objects.filter(within(reach, "grant__"), name__contains=text)
    if state == "ending":
        keys, state = keys.filter(valid_to__lte=today + ENDING_WITHIN), KeyState.IN_FORCE
    return [one for one in _rows(keys, today) if not state or one.state == state]


def _rows(keys: QuerySet[AccessKey], today: date) -> list[KeyRow]:
    held = set(_may_carry(today).values_list("pk", flat=True))
    return [
        KeyRow(
            one.pk, one.name, Role(one.grant.role), unit_of(one.grant), one.grant.user.name, one.made_at, one.valid_to,
            one.last_used_on, _state(one, today, is_held=one.grant_id in held),
        )
        for one in keys.select_related("grant__user", "grant__enterprise").order_by("-made_at", "-id")
    ]  # fmt: skip


def _state(key: AccessKey, today: date, *, is_held: bool) -> KeyState:
    if key.revoked_at is not None:
        return KeyState.REVOKED
    if key.valid_to <= today:
        return KeyState.ENDED
    return KeyState.IN_FORCE if is_held and _is_the_units(key) else KeyState.GROUNDLESS


def list_key_grants(*, reach: Reach, today: date) -> list[KeyGrant]:
    """The grants within reach for which a key can be made, by role and unit."""
    grants = _may_carry(today).filter(within(reach), role__in=reach.grantable)
    found = [KeyGrant(one.pk, Role(one.role), unit_of(one), one.user.name) for one in grants]
    return sorted(found, key=lambda one: (one.unit, one.role, one.holder))


def get_key(*, reach: Reach, key_id: UUID, today: date) -> KeyRow:
    """One key within reach; NotFound otherwise, whether it exists or not."""
    found = _rows(AccessKey.objects.filter(within(reach, "grant__"), pk=key_id), today)
    if not found:
        raise errors.not_within_reach()
    return found[0]


def scope_of_key(*, key_id: UUID) -> Scope | None:
    """Whom a key lets see, as its grant says; None for a key that is not there or was taken back."""
    key = AccessKey.objects.filter(pk=key_id, revoked_at__isnull=True).select_related("grant__enterprise").first()
    return _scope_of(key) if key else None


def list_open_keys(*, scope: Scope, today: date) -> list[tuple[UUID, str]]:
    """The keys in force that rest on a grant within the scope, by id, with names and units; none of a sandbox."""
    inside = Q(grant__division__place_no__gte=scope.place_from, grant__division__place_no__lt=scope.place_to)
    keys = AccessKey.objects.filter(
        inside | Q(grant__enterprise__isnull=False), grant__in=_may_carry(today), revoked_at__isnull=True,
        valid_to__gt=today, sandbox_no=0,
    )  # fmt: skip
    rows = keys.select_related("grant__user", "grant__enterprise").order_by("name", "id")
    return [(one.pk, f"{one.name}（{unit_of(one.grant)}）") for one in rows]
