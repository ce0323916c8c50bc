"""Accounts of seconded officers: made, prolonged and ended by the acts of the room of secondments, by nobody else."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from allauth.usersessions.models import UserSession

from yinqiao.areas.accounts import errors, rules
from yinqiao.areas.accounts.models import Grant
from yinqiao.areas.accounts.services._writing import add_grant, add_user, temporary_password
from yinqiao.areas.accounts.types import NewGrant, NewUser, Role
from yinqiao.areas.organisations.queries import get_division
from yinqiao.platform.acts import Act


class Posted(NamedTuple):
    """An account with its grant, and the password, shown this once."""

    user_id: UUID
    grant_id: UUID
    password: str


def post_officer(
    *, act: Act, user: NewUser, grant: NewGrant, password: str | None = None, is_demo: bool = False
) -> Posted:
    """Make an account over a stay, inside an act that has checked who may; without `password` a temporary one is made.

    Conflict `accounts.username_taken`; Invalid `accounts.username_malformed`, `accounts.wrong_scope`.
    """
    target = grant.target
    level = get_division(division_id=target.division_id).kind if target.division_id is not None else None
    if grant.role != Role.SECONDED_OFFICER or not rules.fits(grant.role, target.kind, level):
        raise errors.wrong_scope(grant.role.label)
    given = password or temporary_password()
    made = add_user(user, given, must_change=password is None, is_demo=is_demo)
    granted = add_grant(made, grant, granted_by=act.actor.id)
    act.note(user=str(made.pk), grant=str(granted.pk))
    return Posted(made.pk, granted.pk, given)


def prolong_officer(*, act: Act, grant_id: UUID, valid_to: date) -> None:
    """Let the grant of a seconded officer end later, inside an act that has checked who may."""
    own = Grant.objects.filter(pk=grant_id, role=Role.SECONDED_OFFICER, revoked_at__isnull=True)
    own.update(valid_to=valid_to)
    act.note(grant=str(grant_id))


def recall_officers(*, act: Act, grants: list[UUID], at: datetime) -> None:
    """End these grants at once, and every session of those who worked by them."""
    found = Grant.objects.filter(pk__in=grants, role=Role.SECONDED_OFFICER, revoked_at__isnull=True)
    users = list(found.values_list("user_id", flat=True))
    found.update(revoked_at=at, revoked_by=act.actor.id)
    for session in UserSession.objects.filter(user_id__in=users):
        session.end()
