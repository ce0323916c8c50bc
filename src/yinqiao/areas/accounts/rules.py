"""Which role needs which unit, which roles exclude each other, who may give which, and how long things last.

GB/T 22239-2019 (level 3) keeps system, security and audit administrators apart; the rest follows from who works where.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from yinqiao.areas.accounts.types import Role, ScopeKind
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.kernel.periods import Period

INVITATION_LASTS = timedelta(days=7)
# A stand-in for longer than half a year is a post of its own and should be granted as such.
DEPUTY_DAYS_MAX = 184
# A role that ends within so many days is shown to its administrator, who extends it or lets it end.
ENDING_WITHIN = timedelta(days=14)
# How long a spent one-time code is remembered: longer than any code stays valid (30 s with one step either side).
CODE_REMEMBERED = timedelta(minutes=3)

_EVERY_LEVEL = frozenset({DivisionKind.CITY, DivisionKind.DISTRICT, DivisionKind.STREET, DivisionKind.COMMUNITY})
_OVERSIGHT_LEVELS = frozenset({DivisionKind.CITY, DivisionKind.DISTRICT})

# Levels of division at which a role may be granted; a role that is not here is not granted over a division.
DIVISION_LEVELS: dict[Role, frozenset[DivisionKind]] = {
    Role.SECONDED_OFFICER: frozenset({DivisionKind.COMMUNITY}),
    Role.COMMUNITY_OFFICER: frozenset({DivisionKind.COMMUNITY}),
    Role.STREET_OFFICER: frozenset({DivisionKind.STREET}),
    Role.DISTRICT_MANAGER: frozenset({DivisionKind.DISTRICT}),
    Role.CITY_MANAGER: frozenset({DivisionKind.CITY}),
    Role.AGENCY_OFFICER: frozenset({DivisionKind.DESK}),
    Role.UNIT_ADMIN: _EVERY_LEVEL | {DivisionKind.DESK},
    Role.AUDITOR: _OVERSIGHT_LEVELS,
    Role.DATA_PROTECTION_OFFICER: _OVERSIGHT_LEVELS,
}
ENTERPRISE_ROLES = frozenset({Role.ENTERPRISE_OFFICER, Role.ENTERPRISE_ADMIN})
GOVERNMENT_CASEWORK = frozenset(
    {Role.COMMUNITY_OFFICER, Role.STREET_OFFICER, Role.DISTRICT_MANAGER, Role.CITY_MANAGER, Role.AGENCY_OFFICER}
)
# Over an office outside: its officers, and who looks after their accounts.
OFFICE_ROLES = frozenset({Role.DEPARTMENT_OFFICER, Role.UNIT_ADMIN})
# 三员分立: the three administrators of graded protection.
THREE_ADMINS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
# Who looks after accounts; of these only the enterprise's own administrator also sees people.
ACCOUNT_ADMINS = frozenset({Role.UNIT_ADMIN, Role.ENTERPRISE_ADMIN, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})
# Roles under which no retiree is ever seen, whatever unit they are granted over.
SEES_NOBODY = frozenset({Role.UNIT_ADMIN, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.PROVINCE_OFFICER})
# Roles that see that people are there and what was done with them, and nothing of what is known about them.
OVERSEERS = frozenset({Role.AUDITOR, Role.DATA_PROTECTION_OFFICER})

# Role of the one who grants → roles it may give and take. A process of ours (`system`) sets up the first ones.
GRANTABLE: dict[str, frozenset[Role]] = {
    "system": frozenset(Role),
    Role.SYSTEM_ADMIN: frozenset({Role.UNIT_ADMIN, Role.ENTERPRISE_ADMIN}),
    Role.UNIT_ADMIN: GOVERNMENT_CASEWORK | {Role.DEPARTMENT_OFFICER},
    Role.ENTERPRISE_ADMIN: frozenset({Role.ENTERPRISE_OFFICER}),
}

# Roles with which a programme may read: casework, never oversight, never an administrator's.
KEY_ROLES = GOVERNMENT_CASEWORK | {Role.ENTERPRISE_OFFICER}

_USERNAME = re.compile(r"[a-z][a-z0-9._-]{3,39}")


def scope_kind(role: Role) -> ScopeKind:
    """Over what kind of unit a role is granted: a division, an enterprise, both, an office outside, or nothing.

    An administrator of accounts over an office, too: `fits` says so.
    """
    if role in ENTERPRISE_ROLES:
        return ScopeKind.ENTERPRISE
    if role == Role.DEPARTMENT_OFFICER:
        return ScopeKind.OFFICE
    if role == Role.SECONDED_OFFICER:
        return ScopeKind.STAY
    return ScopeKind.DIVISION if role in DIVISION_LEVELS else ScopeKind.NONE


def fits(role: Role, kind: ScopeKind, level: DivisionKind | None = None) -> bool:
    """Whether a role may be granted over this kind of unit, at this level of division.

    A community officer at a community: yes; at a street: no. A system administrator over any unit: no.
    """
    if kind == ScopeKind.OFFICE:
        return role in OFFICE_ROLES
    if kind != scope_kind(role):
        return False
    return kind not in {ScopeKind.DIVISION, ScopeKind.STAY} or level in DIVISION_LEVELS[role]


def may_grant(granter: str, role: Role) -> bool:
    """Whether the holder of `granter` may give (and take back) `role` at all; where, its reach says."""
    return role in GRANTABLE.get(granter, frozenset())


def may_revoke(granter: str, role: Role) -> bool:
    """Who gives may take back; the security administrator may take back anything, and gives nothing."""
    return granter == Role.SECURITY_ADMIN or may_grant(granter, role)


def may_manage(granter: str, held: Iterable[Role]) -> bool:
    """Whether the holder of `granter` may reset the password of, or stop, an account that holds these roles.

    All of them must be roles it may give. The system administrator answers for account administrators whatever
    casework they do beside it; the three administrators are managed by nobody but the operator of the server.
    """
    roles = frozenset(held)
    if granter == Role.SYSTEM_ADMIN:
        return not roles & THREE_ADMINS and (not roles or bool(roles & GRANTABLE[granter]))
    return all(may_grant(granter, role) for role in roles) and granter in GRANTABLE


def are_incompatible(one: Role, other: Role) -> bool:
    """Whether one person may not hold both in the same period.

    The three administrators exclude each other and everything else; an enterprise's roles exclude the government's.
    Who speaks for a department does no casework: the claim and the decision about it are two people's. Two grants of
    the same role (two communities) go together. Who is seconded does nothing beside it: what one sees under another
    role would come with it.
    """
    if one == other:
        return False
    if one in THREE_ADMINS or other in THREE_ADMINS:
        return True
    if Role.SECONDED_OFFICER in (one, other):
        return True
    if Role.DEPARTMENT_OFFICER in (one, other):
        return not {one, other} <= OFFICE_ROLES
    return (one in ENTERPRISE_ROLES) != (other in ENTERPRISE_ROLES)


def find_conflict(role: Role, period: Period, held: Iterable[tuple[Role, Period]]) -> Role | None:
    """The first held role that excludes `role` on a day that both share, or None."""
    for other, theirs in held:
        if are_incompatible(role, other) and period.overlaps(theirs):
            return other
    return None


def period_of(valid_from: date, valid_to: date | None) -> Period | None:
    """The half-open period of a grant; None when it would be empty."""
    if valid_to is not None and valid_to <= valid_from:
        return None
    return Period(valid_from, valid_to)


def deputy_period(valid_from: date, valid_to: date | None, principal: Period, today: date) -> Period | None:
    """The days on which a deputy stands in, or None when they are not allowed.

    They have an end, do not begin in the past, last at most `DEPUTY_DAYS_MAX` days, and lie within the principal's own.
    """
    if valid_to is None or valid_from < today or (valid_to - valid_from).days > DEPUTY_DAYS_MAX:
        return None
    period = period_of(valid_from, valid_to)
    return period if period is not None and period.intersection(principal) == period else None


def key_lasts(today: date, valid_to: date) -> bool:
    """Whether a key may end on this day: after today, and at most a year away.

    From 2026-03-02 up to 2027-03-02; from 2028-02-29 up to 2029-02-28.
    """
    return valid_to > today and (valid_to.year - 1, valid_to.month, valid_to.day) <= (
        today.year,
        today.month,
        today.day,
    )


def clean_username(text: str) -> str | None:
    """The sign-in name in the form it is kept (lower case, no spaces around), or None when it cannot be one."""
    name = text.strip().lower()
    return name if _USERNAME.fullmatch(name) else None


def browser_words(user_agent: str) -> str:
    """A browser and a system in words a reader knows: “Chrome · Windows”; “其他浏览器” when it is none we know."""
    marks = {"Edg": "Edge", "QQBrowser": "QQ 浏览器", "360": "360 浏览器", "MicroMessenger": "微信", "Firefox": "火狐",
             "Chrome": "Chrome", "Safari": "Safari"}  # fmt: skip
    systems = {"Windows": "Windows", "Android": "安卓", "iPhone": "iPhone", "Mac OS": "macOS", "Linux": "Linux"}
    browser = next((words for mark, words in marks.items() if mark in user_agent), "其他浏览器")
    system = next((words for mark, words in systems.items() if mark in user_agent), "")
    return f"{browser} · {system}" if system else browser
