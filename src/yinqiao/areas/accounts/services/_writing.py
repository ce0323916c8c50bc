"""The checks and writes that several acts on accounts share. Only acts call them, inside their own transaction."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from yinqiao.areas.accounts import errors, rules
from yinqiao.areas.accounts.models import Grant, User
from yinqiao.areas.accounts.queries import get_office_place, get_reach, target_of
from yinqiao.areas.accounts.types import NewGrant, NewUser, Role, Target
from yinqiao.areas.organisations.queries import answering_enterprise, get_division, get_enterprise
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.kernel.periods import Period
from yinqiao.platform.access.types import Actor

# No 0/o, 1/l/i: a temporary password is read from paper and typed once.
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def check_may_grant(actor: Actor, role: Role, target: Target) -> None:
    """Refuse a role that does not fit the unit, or that this actor may not give over it."""
    place_no: int | None = None
    level: DivisionKind | None = None
    if target.division_id is not None:
        place = get_division(division_id=target.division_id)
        place_no, level = place.place_no, place.kind
    if target.enterprise_id is not None:
        enterprise = get_enterprise(enterprise_id=target.enterprise_id)
        if enterprise.successor_id is not None:
            raise errors.unit_dissolved(enterprise.name, answering_enterprise(enterprise_id=enterprise.id).name)
    if target.office_id is not None:
        place_no = get_office_place(office_id=target.office_id)
    if not rules.fits(role, target.kind, level):
        raise errors.wrong_scope(role.label)
    reach = get_reach(actor=actor)
    is_covered = reach.covers(place_no=place_no, enterprise_id=target.enterprise_id, office_id=target.office_id)
    if role not in reach.grantable or not is_covered:
        raise errors.may_not_grant()


def lock_user(user_id: UUID) -> User:
    """The account, locked until the act ends, so that two grants cannot miss each other's conflict."""
    found = User.objects.select_for_update().filter(pk=user_id).first()
    if found is None:
        raise errors.not_within_reach()
    return found


def add_grant(user: User, new: NewGrant, *, granted_by: UUID | None, deputy_for: Grant | None = None) -> Grant:
    """Write a grant after the checks that hold for every one: a real period, no repetition, no incompatible role."""
    period = rules.period_of(new.valid_from, new.valid_to)
    if period is None:
        raise errors.wrong_period()
    held = Grant.objects.filter(user=user, revoked_at__isnull=True)
    pairs = [(one, Period(one.valid_from, one.valid_to)) for one in held]
    conflict = rules.find_conflict(new.role, period, [(Role(one.role), theirs) for one, theirs in pairs])
    if conflict is not None:
        raise errors.roles_incompatible(conflict.label, new.role.label)
    if any((one.role, target_of(one)) == (new.role, new.target) and period.overlaps(p) for one, p in pairs):
        raise errors.already_granted()
    return Grant.objects.create(
        user=user, role=new.role, division_id=new.target.division_id, enterprise_id=new.target.enterprise_id,
        office_id=new.target.office_id, valid_from=new.valid_from, valid_to=new.valid_to, deputy_for=deputy_for, granted_by=granted_by,
    )  # fmt: skip


def temporary_password() -> str:
    """Four groups of four letters and digits, about 79 random bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def check_password_strength(password: str, user: User) -> None:
    """Refuse what the validators refuse: shorter than 12, common, or like the person's own name."""
    try:
        validate_password(password, user)
    except ValidationError as problem:
        raise errors.password_too_weak("".join(problem.messages)) from None


def add_user(new: NewUser, password: str, *, must_change: bool, is_demo: bool = False) -> User:
    """Write an account; its sign-in name must be well formed and free."""
    username = rules.clean_username(new.username)
    if username is None:
        raise errors.username_malformed()
    user = User(username=username, name=new.name.strip(), phone=new.phone.strip(), must_change_password=must_change,
                is_demo=is_demo)  # fmt: skip
    check_password_strength(password, user)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        raise errors.username_taken() from None
    return user
