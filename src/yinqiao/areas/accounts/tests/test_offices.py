"""Accounts of departments' own officers: who invites them, over which office, and whom they never see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from uuid import UUID

import pytest

from yinqiao.areas.accounts import queries, services
from yinqiao.areas.accounts.models import Grant
from yinqiao.areas.accounts.tests.people import NOW, PASSWORD, SYSTEM, TODAY, Person, actor_of, make, place
from yinqiao.areas.accounts.types import NewGrant, NewInvitation, Role, Target
from yinqiao.areas.intake.services import register_source
from yinqiao.areas.intake.types import Basis, NewSource, SourceKind
from yinqiao.areas.organisations.models import Division
from yinqiao.kernel.errors import Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def source(division: Division, code: str, kind: SourceKind = SourceKind.POLICE) -> UUID:
    """A source as its city's manager registers it."""
    manager = Actor(None, "city_manager", "易市级", Scope.place(division.place_no, division.place_end, division.name))
    types = ("cn.yinqiao.person.death.v1",)
    new = NewSource(f"单位{code}", kind, code, types, Basis("共享协议", "第一条", date(2024, 1, 1)), 60, 7)
    return register_source(actor=manager, at=NOW, source=new)


@dataclass(frozen=True)
class Bureaus:
    """Two departments, and the own administrator of the first."""

    police: UUID
    insurer: UUID
    admin: Person

    @property
    def over(self) -> Target:
        return Target(office_id=self.police)


@pytest.fixture
def bureaus(cast: SimpleNamespace) -> Bureaus:
    police = source(cast.city.city, "cs-police")
    insurer = source(cast.city.city, "cs-insurer", SourceKind.MEDICAL_INSURANCE)
    return Bureaus(police, insurer, make("jingguan", Role.UNIT_ADMIN, Target(office_id=police)))


def invite(actor: Actor, target: Target, role: Role = Role.DEPARTMENT_OFFICER) -> str:
    return services.invite(actor=actor, at=NOW, invitation=NewInvitation("龙警官", role, target))


def accept(token: str) -> Actor:
    visitor = Actor.anonymous()
    user_id = services.accept_invitation(actor=visitor, at=NOW, token=token, username="long.jing", password=PASSWORD)
    return actor_of(user_id)


@pytest.mark.parametrize("who", ["city_admin", "own"])
def test_the_citys_and_the_departments_own_administrator_invite_its_officer(
    cast: SimpleNamespace, bureaus: Bureaus, who: str
) -> None:
    inviter = bureaus.admin if who == "own" else cast.city_admin
    officer = accept(invite(inviter.actor, bureaus.over))
    assert (officer.role, officer.unit) == ("department_officer", "单位cs-police")
    assert officer.scope.office == bureaus.police and officer.scope.is_empty
    reach = queries.get_reach(actor=inviter.actor)
    assert officer.id in {one.id for one in queries.list_users(reach=reach, today=TODAY)}
    assert queries.may_act_on(actor=inviter.actor, user_id=officer.id, today=TODAY)
    grant = Grant.objects.get(user_id=officer.id)
    services.revoke_grant(actor=inviter.actor, at=NOW, grant_id=grant.pk, reason="调离")
    assert actor_of(officer.id).role == "none"


@pytest.mark.parametrize("who", ["street_admin", "firm_admin", "manager", "officer", "system", "auditor"])
def test_nobody_else_does(cast: SimpleNamespace, bureaus: Bureaus, who: str) -> None:
    with pytest.raises(Refused) as refused:
        invite(getattr(cast, who).actor, bureaus.over)
    assert refused.value.code == "accounts.may_not_grant"


def test_a_departments_administrator_reaches_no_other_department_and_no_place(
    cast: SimpleNamespace, bureaus: Bureaus
) -> None:
    theirs = make("yibao", Role.DEPARTMENT_OFFICER, Target(office_id=bureaus.insurer))
    admin = bureaus.admin.actor
    with pytest.raises(Refused):
        invite(admin, Target(office_id=bureaus.insurer))
    with pytest.raises(Refused):
        invite(admin, place(cast.city.community), Role.COMMUNITY_OFFICER)
    reach = queries.get_reach(actor=admin)
    with pytest.raises(NotFound):
        queries.get_user(reach=reach, user_id=theirs.id, today=TODAY)
    assert [one.id for one in queries.list_users(reach=reach, today=TODAY)] == [bureaus.admin.id]
    assert queries.list_units(reach=reach) == {"单位cs-police": bureaus.over}
    assert set(queries.list_roles_to_give(reach=reach)) == {Role.DEPARTMENT_OFFICER}
    assert queries.list_key_grants(reach=reach, today=TODAY) == []
    assert admin.scope.is_empty and admin.scope.office is None


def test_the_system_administrator_gives_a_department_its_own_administrator(
    cast: SimpleNamespace, bureaus: Bureaus
) -> None:
    token = invite(cast.system.actor, bureaus.over, Role.UNIT_ADMIN)
    assert queries.get_reach(actor=accept(token)).office == bureaus.police


def test_the_citys_administrator_is_offered_every_department_and_a_streets_none(
    cast: SimpleNamespace, bureaus: Bureaus
) -> None:
    units = queries.list_units(reach=queries.get_reach(actor=cast.city_admin.actor))
    assert {one.office_id for one in units.values() if one.office_id} == {bureaus.police, bureaus.insurer}
    street = queries.get_reach(actor=cast.street_admin.actor)
    assert not any(one.office_id for one in queries.list_units(reach=street).values())
    assert Role.DEPARTMENT_OFFICER not in queries.list_roles_to_give(reach=street)


def test_an_enterprise_that_tells_has_accounts_of_its_own_and_none_over_a_source(cast: SimpleNamespace) -> None:
    told = source(cast.city.city, "firm", SourceKind.ENTERPRISE)
    with pytest.raises(NotFound):
        invite(cast.city_admin.actor, Target(office_id=told))


@pytest.mark.parametrize(
    ("role", "target"),
    [(Role.COMMUNITY_OFFICER, "office"), (Role.AUDITOR, "office"), (Role.DEPARTMENT_OFFICER, "place")],
)
def test_a_role_is_given_over_what_it_fits_alone(
    cast: SimpleNamespace, bureaus: Bureaus, role: Role, target: str
) -> None:
    with pytest.raises(Invalid) as refused:
        make("cuowei", role, bureaus.over if target == "office" else place(cast.city.city))
    assert refused.value.code == "accounts.wrong_scope"


def test_who_speaks_for_a_department_does_no_casework_and_the_other_way_round(
    cast: SimpleNamespace, bureaus: Bureaus
) -> None:
    officer = make("long", Role.DEPARTMENT_OFFICER, bureaus.over)
    for who, role, target in (
        (cast.officer.id, Role.DEPARTMENT_OFFICER, bureaus.over),
        (officer.id, Role.COMMUNITY_OFFICER, place(cast.city.community)),
        (officer.id, Role.AUDITOR, place(cast.city.city)),
    ):
        with pytest.raises(Refused) as refused:
            services.grant_role(actor=SYSTEM, at=NOW, user_id=who, grant=NewGrant(role, target, TODAY))
        assert refused.value.code == "accounts.roles_incompatible"


def test_a_colleague_of_the_same_department_stands_in_and_no_other(cast: SimpleNamespace, bureaus: Bureaus) -> None:
    first, second = (make(name, Role.DEPARTMENT_OFFICER, bureaus.over) for name in ("long.yi", "long.er"))
    make("yibao", Role.DEPARTMENT_OFFICER, Target(office_id=bureaus.insurer))
    grant = Grant.objects.get(user_id=first.id)
    near = queries.list_colleagues(user_id=first.id, grant_id=grant.pk, today=TODAY)
    assert [one for one, _ in near] == [second.id]
    until = date(2026, 4, 1)
    services.grant_role(
        actor=SYSTEM, at=NOW, user_id=first.id, grant=NewGrant(Role.UNIT_ADMIN, bureaus.over, TODAY)
    )  # beside the own work a small office's officer looks after its accounts
    services.revoke_grant(actor=SYSTEM, at=NOW, grant_id=Grant.objects.get(user_id=second.id).pk, reason="调离")
    with pytest.raises(Refused) as refused:
        services.name_deputy(actor=first.actor, at=NOW, deputy_id=second.id, valid_from=TODAY, valid_to=until)
    assert refused.value.code == "accounts.deputy_not_allowed"


def test_an_office_is_always_a_source_that_is_registered(bureaus: Bureaus) -> None:
    from django.db import IntegrityError, connection, transaction

    with pytest.raises(IntegrityError), transaction.atomic(), acting(SYSTEM), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_office (id, name, division_id) SELECT uuidv7(), '无', division_id FROM accounts_office"
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert queries.get_office_place(office_id=bureaus.police) == 1
