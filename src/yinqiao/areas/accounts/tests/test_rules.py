"""The tables of roles, walked completely: every pair, every level, every granter."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from yinqiao.areas.accounts import rules
from yinqiao.areas.accounts.types import Role, ScopeKind
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.kernel.periods import Period

pytestmark = pytest.mark.fast

# Reviewed by hand, apart from the tables of `rules`: where each role may be granted. `*` is an enterprise, `-` nothing.
WHERE = {
    "community_officer": {"community"},
    "street_officer": {"street"},
    "district_manager": {"district"},
    "city_manager": {"city"},
    "agency_officer": {"desk"},
    "department_officer": {"!"},
    "unit_admin": {"city", "district", "street", "community", "desk", "!"},
    "auditor": {"city", "district"},
    "data_protection_officer": {"city", "district"},
    "seconded_officer": {"community+*"},
    "enterprise_officer": {"*"},
    "enterprise_admin": {"*"},
    "system_admin": {"-"},
    "province_officer": {"-"},
    "security_admin": {"-"},
}
CASEWORK = {"community_officer", "street_officer", "district_manager", "city_manager", "agency_officer"}
# Who may give what; whoever is not named here gives nothing.
GIVES = {
    "system": set(WHERE),
    "system_admin": {"unit_admin", "enterprise_admin"},
    "unit_admin": {*CASEWORK, "department_officer"},
    "enterprise_admin": {"enterprise_officer"},
}
ALONE = {"system_admin", "security_admin", "auditor"}
ENTERPRISE = {"enterprise_officer", "enterprise_admin"}


def test_every_role_is_granted_over_exactly_the_units_that_were_reviewed() -> None:
    places = [(ScopeKind.DIVISION, level, level.value) for level in DivisionKind]
    places += [(ScopeKind.STAY, level, f"{level.value}+*") for level in DivisionKind]
    kinds = ((ScopeKind.ENTERPRISE, None, "*"), (ScopeKind.OFFICE, None, "!"), (ScopeKind.NONE, None, "-"))
    everywhere = [*places, *kinds]
    assert set(WHERE) == {role.value for role in Role}
    for role, (kind, level, sign) in product(Role, everywhere):
        assert rules.fits(role, kind, level) == (sign in WHERE[role.value]), (role, sign)


def test_every_granter_gives_exactly_the_roles_that_were_reviewed() -> None:
    for granter, role in product(["system", "none", "anonymous", *Role], Role):
        assert rules.may_grant(granter, role) == (role.value in GIVES.get(str(granter), set())), (granter, role)


def test_who_gives_takes_back_and_the_security_administrator_takes_back_all_15_roles_but_gives_none() -> None:
    for granter, role in product(["system", "none", *Role], Role):
        expected = granter == "security_admin" or role.value in GIVES.get(str(granter), set())
        assert rules.may_revoke(granter, role) == expected, (granter, role)
    assert not any(rules.may_grant("security_admin", role) for role in Role)


def test_all_225_pairs_of_roles_are_compatible_or_not_as_reviewed_and_both_ways_alike() -> None:
    for one, other in product(Role, Role):
        both = {one.value, other.value}
        expected = one != other and (
            bool(both & (ALONE | {"seconded_officer"}))
            or ((one.value in ENTERPRISE) != (other.value in ENTERPRISE))
            or ("department_officer" in both and "unit_admin" not in both)
        )
        assert rules.are_incompatible(one, other) == expected, (one, other)
        assert rules.are_incompatible(other, one) == expected, (other, one)


def test_an_account_is_managed_only_by_whom_all_its_roles_may_be_given_and_the_three_administrators_by_nobody() -> None:
    for granter, one, other in product(Role, Role, Role):
        held = {one.value, other.value}
        if granter == "system_admin":
            expected = not held & ALONE and bool(held & GIVES["system_admin"])
        else:
            expected = held <= GIVES.get(granter.value, set())
        assert rules.may_manage(granter, [one, other]) == expected, (granter, held)


def test_roles_exclude_each_other_only_on_days_that_both_share() -> None:
    auditor = [(Role.AUDITOR, Period(date(2026, 1, 1), date(2026, 7, 1)))]
    day_before, day_of = date(2026, 6, 30), date(2026, 7, 1)
    assert rules.find_conflict(Role.CITY_MANAGER, Period(day_before), auditor) == Role.AUDITOR
    assert rules.find_conflict(Role.CITY_MANAGER, Period(day_of), auditor) is None


@pytest.mark.parametrize(
    ("start", "end", "is_allowed"),
    [
        (date(2026, 3, 1), date(2026, 3, 2), True),
        (date(2026, 3, 1), date(2026, 3, 1), False),  # empty
        (date(2026, 2, 28), date(2026, 3, 2), False),  # begins in the past
        (date(2026, 3, 1), None, False),  # no end
        (date(2026, 3, 1), date(2026, 9, 1), True),  # 184 days, the longest
        (date(2026, 3, 1), date(2026, 9, 2), False),  # 185
        (date(2026, 9, 1), date(2026, 12, 31), True),  # the principal's own last day
        (date(2026, 9, 1), date(2027, 1, 1), False),  # one day beyond it
    ],
)
def test_a_deputy_stands_in_within_the_principals_days_and_at_most_184(
    start: date, end: date | None, is_allowed: bool
) -> None:
    principal = Period(date(2026, 1, 1), date(2026, 12, 31))
    assert (rules.deputy_period(start, end, principal, date(2026, 3, 1)) is not None) == is_allowed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" WangFang ", "wangfang"), ("li.na-2", "li.na-2"), ("abc", None), ("1abc", None), ("王芳芳芳", None),
        ("a" * 40, "a" * 40), ("a" * 41, None), ("ab cd", None), ("abcd\n", "abcd"), ("", None),
    ],
)  # fmt: skip
def test_a_sign_in_name_has_4_to_40_plain_characters_and_is_kept_in_lower_case(typed: str, kept: str | None) -> None:
    assert rules.clean_username(typed) == kept


def test_a_browser_is_named_in_words_a_reader_knows() -> None:
    edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0"
    assert rules.browser_words(edge) == "Edge · Windows"
    assert rules.browser_words("curl/8") == "其他浏览器"
