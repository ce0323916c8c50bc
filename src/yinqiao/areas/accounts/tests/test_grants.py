"""Giving roles, taking them back, standing in: who may, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from yinqiao.areas.accounts import services
from yinqiao.areas.accounts.models import Grant
from yinqiao.areas.accounts.tests.people import NOW, SYSTEM, TODAY, actor_of, firm, last_entry, make, place
from yinqiao.areas.accounts.types import NewGrant, NewUser, Role, Target
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def give(actor: object, user_id: object, role: Role, target: Target, **period: date) -> None:
    grant = NewGrant(role, target, period.get("valid_from", TODAY), period.get("valid_to"))
    services.grant_role(actor=actor, at=NOW, user_id=user_id, grant=grant)


def test_a_street_administrator_gives_its_own_officer_a_second_community_and_the_entry_says_who(
    cast: SimpleNamespace,
) -> None:
    give(cast.street_admin.actor, cast.officer.id, Role.COMMUNITY_OFFICER, place(cast.city.other))
    entry = last_entry("accounts.role_granted")
    assert (entry.actor_id, entry.subject_id) == (cast.street_admin.id, cast.officer.id)
    assert entry.detail == {"role": "community_officer", "division": cast.city.other.pk, "enterprise": None}


@pytest.mark.parametrize(
    ("granter", "role", "unit", "code"),
    [
        ("street_admin", Role.STREET_OFFICER, "street", None),
        ("street_admin", Role.DISTRICT_MANAGER, "district", "accounts.may_not_grant"),
        ("street_admin", Role.DISTRICT_MANAGER, "far", "accounts.may_not_grant"),
        ("street_admin", Role.UNIT_ADMIN, "community", "accounts.may_not_grant"),
        ("street_admin", Role.COMMUNITY_OFFICER, "street", "accounts.wrong_scope"),
        ("city_admin", Role.CITY_MANAGER, "city", None),
        ("city_admin", Role.AGENCY_OFFICER, "desk", None),
        ("city_admin", Role.AUDITOR, "city", "accounts.may_not_grant"),
        ("system", Role.UNIT_ADMIN, "community", None),
        ("system", Role.COMMUNITY_OFFICER, "other", "accounts.may_not_grant"),
        ("security", Role.COMMUNITY_OFFICER, "other", "accounts.may_not_grant"),
        ("auditor", Role.COMMUNITY_OFFICER, "other", "accounts.may_not_grant"),
        ("officer", Role.COMMUNITY_OFFICER, "other", "accounts.may_not_grant"),
        ("manager", Role.COMMUNITY_OFFICER, "other", "accounts.may_not_grant"),
    ],
)
def test_each_administrator_gives_only_its_roles_over_its_units(
    cast: SimpleNamespace, granter: str, role: Role, unit: str, code: str | None
) -> None:
    who = make("xinren", Role.COMMUNITY_OFFICER, place(cast.city.community))
    target = place(getattr(cast.city, unit))
    if code is None:
        give(getattr(cast, granter).actor, who.id, role, target)
        assert Grant.objects.filter(user_id=who.id, role=role, division_id=target.division_id).exists()
        return
    with pytest.raises(DomainError) as refused:
        give(getattr(cast, granter).actor, who.id, role, target)
    assert refused.value.code == code
    assert Grant.objects.filter(user_id=who.id).count() == 1


def test_an_enterprises_administrator_gives_officers_within_its_group_and_none_to_a_stranger(
    cast: SimpleNamespace,
) -> None:
    who = make("qiye", Role.ENTERPRISE_OFFICER, firm(cast.city.group))
    give(cast.firm_admin.actor, who.id, Role.ENTERPRISE_OFFICER, firm(cast.city.subsidiary))
    with pytest.raises(Refused, match=r"accounts\.may_not_grant"):
        give(cast.firm_admin.actor, who.id, Role.ENTERPRISE_OFFICER, firm(cast.city.stranger))


def test_nobody_gives_itself_a_role(cast: SimpleNamespace) -> None:
    with pytest.raises(Refused, match=r"accounts\.not_yourself"):
        give(cast.street_admin.actor, cast.street_admin.id, Role.STREET_OFFICER, place(cast.city.street))


def test_an_account_beyond_reach_and_an_account_that_does_not_exist_are_the_same_answer(cast: SimpleNamespace) -> None:
    answers = []
    for user_id in (cast.manager.id, uuid4()):
        with pytest.raises(NotFound) as refused:
            give(cast.street_admin.actor, user_id, Role.STREET_OFFICER, place(cast.city.street))
        answers.append((refused.value.code, refused.value.message))
    assert answers[0] == answers[1]


def test_roles_that_exclude_each_other_are_refused_whichever_comes_first(cast: SimpleNamespace) -> None:
    with pytest.raises(Refused, match=r"accounts\.roles_incompatible"):
        give(SYSTEM, cast.officer.id, Role.AUDITOR, place(cast.city.city))
    with pytest.raises(Refused, match=r"accounts\.roles_incompatible"):
        give(SYSTEM, cast.auditor.id, Role.COMMUNITY_OFFICER, place(cast.city.other))
    with pytest.raises(Refused, match=r"accounts\.roles_incompatible"):
        give(SYSTEM, cast.officer.id, Role.ENTERPRISE_OFFICER, firm(cast.city.group))
    with pytest.raises(Refused, match=r"accounts\.roles_incompatible"):
        give(SYSTEM, cast.system.id, Role.SECURITY_ADMIN, Target())


def test_a_role_taken_back_or_ended_no_longer_excludes_another(cast: SimpleNamespace) -> None:
    services.revoke_grant(actor=cast.security.actor, at=NOW, grant_id=cast.officer.actor.grant_id, reason="调离")
    give(SYSTEM, cast.officer.id, Role.AUDITOR, place(cast.city.city))
    assert actor_of(cast.officer.id).role == "auditor"


def test_the_same_role_over_the_same_unit_twice_is_a_conflict_and_afterwards_it_is_not(cast: SimpleNamespace) -> None:
    here = place(cast.city.other)
    give(cast.street_admin.actor, cast.officer.id, Role.COMMUNITY_OFFICER, here, valid_to=date(2026, 5, 1))
    with pytest.raises(Conflict, match=r"accounts\.already_granted"):
        give(cast.street_admin.actor, cast.officer.id, Role.COMMUNITY_OFFICER, here, valid_from=date(2026, 4, 30))
    give(cast.street_admin.actor, cast.officer.id, Role.COMMUNITY_OFFICER, here, valid_from=date(2026, 5, 1))


def test_an_end_that_is_not_after_the_start_is_invalid(cast: SimpleNamespace) -> None:
    with pytest.raises(Invalid, match=r"accounts\.wrong_period"):
        give(cast.street_admin.actor, cast.officer.id, Role.COMMUNITY_OFFICER, place(cast.city.other), valid_to=TODAY)


def test_a_role_is_taken_back_once_with_a_reason_that_the_audit_keeps(cast: SimpleNamespace) -> None:
    grant_id = cast.officer.actor.grant_id
    with pytest.raises(Invalid, match=r"accounts\.reason_required"):
        services.revoke_grant(actor=cast.street_admin.actor, at=NOW, grant_id=grant_id, reason="  ")
    services.revoke_grant(actor=cast.street_admin.actor, at=NOW, grant_id=grant_id, reason="调离岗位")
    assert last_entry("accounts.role_revoked").purpose == "调离岗位"
    assert actor_of(cast.officer.id).role == "none"
    with pytest.raises(Conflict, match=r"accounts\.already_revoked"):
        services.revoke_grant(actor=cast.street_admin.actor, at=NOW, grant_id=grant_id, reason="再次")


@pytest.mark.parametrize("who", ["auditor", "manager", "neighbour", "firm_admin"])
def test_whoever_does_not_look_after_an_account_cannot_take_its_role(cast: SimpleNamespace, who: str) -> None:
    with pytest.raises(NotFound, match=r"accounts\.not_found"):
        services.revoke_grant(
            actor=getattr(cast, who).actor, at=NOW, grant_id=cast.officer.actor.grant_id, reason="无权"
        )


def test_the_security_administrator_takes_back_even_a_system_administrators_role(cast: SimpleNamespace) -> None:
    services.revoke_grant(actor=cast.security.actor, at=NOW, grant_id=cast.system.actor.grant_id, reason="违规操作")
    assert actor_of(cast.system.id).role == "none"


def stand_in(cast: SimpleNamespace, **changed: object) -> object:
    given = {
        "actor": cast.officer.actor, "at": NOW, "deputy_id": cast.neighbour.id,
        "valid_from": date(2026, 3, 10), "valid_to": date(2026, 3, 20),
    }  # fmt: skip
    return services.name_deputy(**{**given, **changed})


@pytest.mark.parametrize(
    ("day", "stands_in"),
    [
        (date(2026, 3, 9), False), (date(2026, 3, 10), True), (date(2026, 3, 19), True), (date(2026, 3, 20), False),
    ],
)  # fmt: skip
def test_a_deputy_stands_in_from_the_first_day_to_the_day_before_the_end(
    cast: SimpleNamespace, day: date, stands_in: bool
) -> None:
    grant_id = stand_in(cast)
    actor = actor_of(cast.neighbour.id, day, grant_id)
    assert actor.scope.covers_place(120) == stands_in
    assert actor.scope.covers_place(130) != stands_in


def test_a_deputy_ends_with_the_principals_role_and_with_the_principals_account(cast: SimpleNamespace) -> None:
    grant_id, day = stand_in(cast), date(2026, 3, 12)
    services.stop_user(actor=cast.street_admin.actor, at=NOW, user_id=cast.officer.id, reason="休假交接")
    assert not actor_of(cast.neighbour.id, day, grant_id).scope.covers_place(120)
    services.restart_user(actor=cast.street_admin.actor, at=NOW, user_id=cast.officer.id, reason="恢复")
    assert actor_of(cast.neighbour.id, day, grant_id).scope.covers_place(120)
    services.revoke_grant(
        actor=cast.street_admin.actor, at=NOW, grant_id=cast.officer.actor.grant_id, reason="调离岗位"
    )
    assert not actor_of(cast.neighbour.id, day, grant_id).scope.covers_place(120)


def test_no_deputy_of_a_deputy_none_from_elsewhere_not_oneself_and_none_for_the_three_administrators(
    cast: SimpleNamespace,
) -> None:
    grant_id = stand_in(cast, valid_from=TODAY)
    acting = actor_of(cast.neighbour.id, TODAY, grant_id)
    third = make("disan", Role.COMMUNITY_OFFICER, place(cast.city.other))
    attempts = [
        {"actor": acting, "deputy_id": third.id, "valid_from": TODAY},
        {"deputy_id": cast.manager.id},
        {"deputy_id": uuid4()},
        {"deputy_id": cast.officer.id},
        {"actor": cast.security.actor, "deputy_id": cast.system.id},
    ]
    for attempt in attempts:
        with pytest.raises(Refused, match=r"accounts\.deputy_not_allowed"):
            stand_in(cast, **attempt)


def test_an_administrator_names_a_deputy_within_reach_and_not_beyond(cast: SimpleNamespace) -> None:
    stand_in(cast, actor=cast.street_admin.actor, grant_id=cast.officer.actor.grant_id)
    with pytest.raises(Refused, match=r"accounts\.not_yourself"):
        stand_in(
            cast, actor=cast.street_admin.actor, grant_id=cast.officer.actor.grant_id, deputy_id=cast.street_admin.id
        )
    with pytest.raises(NotFound, match=r"accounts\.not_your_role"):
        stand_in(cast, actor=cast.street_admin.actor, grant_id=cast.manager.actor.grant_id)
    with pytest.raises(NotFound, match=r"accounts\.not_your_role"):
        stand_in(cast, actor=cast.neighbour.actor, grant_id=cast.officer.actor.grant_id)


def test_days_that_a_deputy_may_not_have_are_invalid(cast: SimpleNamespace) -> None:
    for changed in (
        {"valid_from": TODAY - timedelta(days=1)},
        {"valid_to": date(2026, 3, 10)},
        {"valid_to": date(2027, 3, 10)},
    ):
        with pytest.raises(Invalid, match=r"accounts\.wrong_period"):
            stand_in(cast, **changed)


def test_both_the_person_and_the_deputy_can_end_it_and_nobody_else(cast: SimpleNamespace) -> None:
    for person in (cast.officer, cast.neighbour):
        grant_id = stand_in(cast)
        with pytest.raises(NotFound, match=r"accounts\.not_found"):
            services.revoke_grant(actor=cast.manager.actor, at=NOW, grant_id=grant_id, reason="无权")
        services.revoke_grant(actor=person.actor, at=NOW, grant_id=grant_id, reason="提前返岗")
    with pytest.raises(Refused, match=r"accounts\.may_not_grant"):
        services.revoke_grant(
            actor=cast.officer.actor, at=NOW, grant_id=cast.officer.actor.grant_id, reason="不能自行收回"
        )


def test_only_a_process_of_ours_makes_an_account_without_a_role_or_with_a_given_password(cast: SimpleNamespace) -> None:
    grant = NewGrant(Role.COMMUNITY_OFFICER, place(cast.city.other), TODAY)
    for extra in ({}, {"grant": grant, "password": "x" * 20}, {"grant": grant, "is_demo": True}):
        with pytest.raises(Refused, match=r"accounts\.may_not_grant"):
            services.create_user(actor=cast.street_admin.actor, at=NOW, user=NewUser("xinren", "新人"), **extra)
