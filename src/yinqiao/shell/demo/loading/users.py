"""Makes the accounts of the cast, with random passwords that are told once."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.accounts.services import create_user
from yinqiao.areas.accounts.types import NewGrant, NewUser, Role, Target
from yinqiao.areas.organisations.queries import find_enterprise_by_uscc, get_enterprise, places, scope_of_division
from yinqiao.platform.access import Actor
from yinqiao.shell.demo.cast import CAST_USERS, CastUser, cast_credit_code
from yinqiao.shell.demo.loading.blocks import LOADER
from yinqiao.shell.demo.loading.departments import load_departments
from yinqiao.shell.demo.loading.secondments import Seconding, load_secondment

# Whom retirees call: numbers that nobody has.
_OFFICE_PHONES = {Role.COMMUNITY_OFFICER: "0731-00001234", Role.STREET_OFFICER: "0731-00005678"}


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Who can sign in: to print, once."""

    username: str
    password: str
    name: str
    role: str
    unit: str
    user_id: UUID


def load_users(at: datetime) -> list[DemoAccount]:
    """Create the accounts of the cast over their units, and the departments'; places and enterprises must be loaded."""
    offices = load_departments(at)
    made = [_load_user(user, at, offices) for user in CAST_USERS if user.role != Role.SECONDED_OFFICER]
    city = next(one for one in made if one.role == Role.CITY_MANAGER.label)
    seconded = [_second(user, at, city) for user in CAST_USERS if user.role == Role.SECONDED_OFFICER]
    by_name = {one.username: one for one in made + seconded}
    return [by_name[user.username] for user in CAST_USERS]


def _second(user: CastUser, at: datetime, city: DemoAccount) -> DemoAccount:
    """Whoever is seconded has an account by an act of the city."""
    here = places().by_code[user.division]
    enterprise, _ = _target(replace(user, division=""), {})
    password = secrets.token_urlsafe(12)
    manager = Actor(
        city.user_id, Role.CITY_MANAGER, city.name, scope_of_division(division_id=places().city.id), city.unit
    )
    made = load_secondment(
        Seconding(user.username, user.name, here.place_no, enterprise.enterprise_id or 0, password), manager, at
    )
    words = f"{places().label(here.place_no)} · {get_enterprise(enterprise_id=enterprise.enterprise_id or 0).name}"
    return DemoAccount(user.username, password, user.name, Role.SECONDED_OFFICER.label, words, made)


def _load_user(user: CastUser, at: datetime, offices: Mapping[str, tuple[UUID, str]]) -> DemoAccount:
    target, unit = _target(user, offices)
    role = Role(user.role)
    password = secrets.token_urlsafe(12)
    made = create_user(
        actor=LOADER,
        at=at,
        user=NewUser(username=user.username, name=user.name, phone=_OFFICE_PHONES.get(role, "")),
        grant=NewGrant(role=role, target=target, valid_from=timezone.localdate(at)),
        password=password,
        is_demo=True,
    )
    return DemoAccount(user.username, password, user.name, role.label, unit, made.user_id)


def _target(user: CastUser, offices: Mapping[str, tuple[UUID, str]]) -> tuple[Target, str]:
    if user.office:
        office_id, name = offices[user.office]
        return Target(office_id=office_id), name
    if user.enterprise:
        enterprise = find_enterprise_by_uscc(uscc=cast_credit_code(user.enterprise))
        if enterprise is None:
            raise LookupError(f"the cast's enterprise is not loaded: {user.enterprise}")
        return Target(enterprise_id=enterprise.id), enterprise.name
    if user.division:
        place = places().by_code[user.division]
        return Target(division_id=place.id), places().label(place.place_no)
    return Target(), ""
