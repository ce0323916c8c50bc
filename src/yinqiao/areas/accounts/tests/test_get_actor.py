"""Who acts, under which role, over whom: the actor of a request."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yinqiao.areas.accounts import queries, services
from yinqiao.areas.accounts.models import Grant, User
from yinqiao.areas.accounts.tests.people import NOW, SYSTEM, TODAY, actor_of, firm, make, place
from yinqiao.areas.accounts.types import NewGrant, Role, Target
from yinqiao.areas.organisations.services import dissolve_enterprise, restore_enterprise
from yinqiao.areas.organisations.types import Dissolution
from yinqiao.kernel.errors import Invalid, Refused

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_a_community_officer_sees_its_community_and_its_label_names_the_way_down(cast: SimpleNamespace) -> None:
    actor = cast.officer.actor
    assert (actor.role, actor.scope.place_from, actor.scope.place_to) == ("community_officer", 120, 130)
    assert actor.scope.label == actor.unit == "岳麓区 · 望月湖街道 · 月华社区"
    assert actor.scope.enterprises == ()


def test_an_enterprise_sees_its_subsidiaries_but_no_place_and_no_stranger(cast: SimpleNamespace) -> None:
    scope = cast.firm_admin.actor.scope
    assert scope.enterprises == tuple(sorted((cast.city.group.pk, cast.city.subsidiary.pk)))
    assert not scope.covers_place(1)
    assert cast.city.stranger.pk not in scope.enterprises


def test_an_auditor_oversees_its_city_and_reads_no_content(cast: SimpleNamespace) -> None:
    scope = cast.auditor.actor.scope
    assert scope.covers_place(cast.city.city.place_no)
    assert (scope.is_oversight, scope.sees_content) == (True, False)
    assert cast.officer.actor.scope.sees_content


@pytest.mark.parametrize("who", ["system", "security", "city_admin", "street_admin"])
def test_administrators_of_accounts_see_no_retiree(cast: SimpleNamespace, who: str) -> None:
    assert getattr(cast, who).actor.scope.is_empty


def test_nobody_signed_in_and_a_stopped_account_are_anonymous(cast: SimpleNamespace) -> None:
    arguments = {"grant_id": None, "today": TODAY, "request_id": ""}
    assert queries.get_actor(user=AnonymousUser(), **arguments).id is None
    User.objects.filter(pk=cast.officer.id).update(is_active=False)
    assert actor_of(cast.officer.id).id is None


@pytest.mark.parametrize(
    ("day", "role"),
    [
        (date(2026, 4, 30), "none"),
        (date(2026, 5, 1), "street_officer"),
        (date(2026, 5, 31), "street_officer"),
        (date(2026, 6, 1), "none"),
    ],
)
def test_a_grant_from_1_may_to_1_june_is_in_force_on_its_first_day_and_not_on_its_end(
    city: SimpleNamespace, day: date, role: str
) -> None:
    person = make(
        "wuyue", Role.STREET_OFFICER, place(city.street), valid_from=date(2026, 5, 1), valid_to=date(2026, 6, 1)
    )
    actor = actor_of(person.id, day)
    assert actor.role == role
    assert actor.scope.is_empty == (role == "none")


def test_the_role_chosen_in_the_session_is_used_and_an_ended_choice_falls_back_to_the_first(
    cast: SimpleNamespace,
) -> None:
    grant = NewGrant(Role.COMMUNITY_OFFICER, place(cast.city.other), TODAY)
    second = services.grant_role(actor=cast.city_admin.actor, at=NOW, user_id=cast.officer.id, grant=grant)
    assert actor_of(cast.officer.id).scope.place_from == 120
    assert actor_of(cast.officer.id, grant_id=second).scope.place_from == 130
    services.revoke_grant(actor=cast.city_admin.actor, at=NOW, grant_id=second, reason="调整分工")
    assert actor_of(cast.officer.id, grant_id=second).scope.place_from == 120


def test_somebody_elses_grant_in_the_session_gives_nothing(cast: SimpleNamespace) -> None:
    assert actor_of(cast.officer.id, grant_id=cast.manager.actor.grant_id).role == "community_officer"


def test_two_queries_at_most_for_a_place_and_for_an_enterprise(cast: SimpleNamespace) -> None:
    for person in (cast.officer, cast.firm_admin):
        user = person.user
        with CaptureQueriesContext(
            connection,
        ) as asked:
            queries.get_actor(user=user, grant_id=None, today=TODAY, request_id="")
        assert 1 <= len(asked) <= 2


def test_a_deputys_own_post_comes_before_the_stand_in(cast: SimpleNamespace) -> None:
    services.name_deputy(
        actor=cast.officer.actor, at=NOW, deputy_id=cast.neighbour.id, valid_from=TODAY,
        valid_to=TODAY + timedelta(days=3),
    )  # fmt: skip
    assert actor_of(cast.neighbour.id).scope.place_from == 130
    assert [one.deputy_of for one in queries.list_own_roles(actor=cast.neighbour.actor, today=TODAY)].count("") == 1


def test_a_grant_names_one_unit_or_none_even_for_raw_writes(cast: SimpleNamespace) -> None:
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError, match="accounts_grant_one_scope"), transaction.atomic():
        Grant.objects.filter(pk=cast.officer.actor.grant_id).update(enterprise=cast.city.group)


def test_the_same_target_kinds_are_told_apart() -> None:
    assert [one.kind.value for one in (Target(1), Target(None, 1), Target())] == ["division", "enterprise", "none"]


def test_an_enterprise_officer_of_a_subsidiary_does_not_see_the_group(city: SimpleNamespace) -> None:
    person = make("jingban", Role.ENTERPRISE_OFFICER, firm(city.subsidiary))
    assert person.actor.scope.enterprises == (city.subsidiary.pk,)
    assert SYSTEM.scope.covers(place_no=None, enterprise_id=None) is False


@pytest.fixture
def left(cast: SimpleNamespace) -> SimpleNamespace:
    """The subsidiary with an officer of its own, left to the stranger, whose administrator asks."""
    city = cast.city
    old = make("laochang", Role.ENTERPRISE_OFFICER, firm(city.subsidiary))
    heir = make("chengji", Role.ENTERPRISE_ADMIN, firm(city.stranger))
    told = Dissolution(TODAY, "湘国资〔2026〕2号", city.stranger.pk)
    dissolve_enterprise(actor=cast.manager.actor, at=NOW, enterprise_id=city.subsidiary.pk, dissolution=told)
    return SimpleNamespace(cast=cast, city=city, old=old, heir=heir)


def test_who_worked_for_a_dissolved_enterprise_has_no_role_from_the_next_request_until_it_is_taken_back(
    left: SimpleNamespace,
) -> None:
    assert left.old.actor.scope.enterprises == (left.city.subsidiary.pk,)
    gone = actor_of(left.old.id)
    assert (gone.role, gone.scope.is_empty) == ("none", True)
    restore_enterprise(
        actor=left.cast.manager.actor, at=NOW, enterprise_id=left.city.subsidiary.pk, reason="登记错了企业"
    )
    assert actor_of(left.old.id).scope.enterprises == (left.city.subsidiary.pk,)


def test_the_successor_reaches_what_was_left_and_the_group_before_no_more(left: SimpleNamespace) -> None:
    assert actor_of(left.heir.id).scope.enterprises == tuple(sorted((left.city.stranger.pk, left.city.subsidiary.pk)))
    assert actor_of(left.cast.firm_admin.id).scope.enterprises == (left.city.group.pk,)
    for one in ("officer", "street_admin", "manager", "auditor"):
        before = getattr(left.cast, one)
        assert actor_of(before.id).scope == before.actor.scope


def test_no_role_is_given_over_a_dissolved_enterprise_and_the_refusal_names_who_answers(left: SimpleNamespace) -> None:
    heir = actor_of(left.heir.id)
    units = queries.list_units(reach=queries.get_reach(actor=heir))
    assert [one.enterprise_id for one in units.values()] == [left.city.stranger.pk]
    with pytest.raises(Invalid) as refused:
        services.grant_role(
            actor=heir, at=NOW, user_id=left.old.id,
            grant=NewGrant(Role.ENTERPRISE_OFFICER, firm(left.city.subsidiary), TODAY, None),
        )  # fmt: skip
    assert refused.value.code == "accounts.unit_dissolved"
    assert left.city.stranger.name in refused.value.next_step
    # Over the successor's own the same officer goes on.
    services.grant_role(
        actor=heir, at=NOW, user_id=left.old.id,
        grant=NewGrant(Role.ENTERPRISE_OFFICER, firm(left.city.stranger), TODAY, None),
    )  # fmt: skip
    assert left.city.subsidiary.pk in actor_of(left.old.id).scope.enterprises


def test_the_citys_desk_has_officers_of_its_own_who_are_nobody_that_receives(left: SimpleNamespace) -> None:
    told = Dissolution(TODAY, "湘国资〔2026〕3号", None)
    desk = dissolve_enterprise(
        actor=left.cast.manager.actor, at=NOW, enterprise_id=left.city.stranger.pk, dissolution=told
    )
    admin = make("chengjixi", Role.ENTERPRISE_ADMIN, Target(enterprise_id=desk))
    assert admin.actor.scope.enterprises == tuple(sorted((desk, left.city.stranger.pk, left.city.subsidiary.pk)))
    assert admin.actor.unit == "市级承接席"
    with pytest.raises(Refused) as refused:
        services.grant_role(
            actor=SYSTEM, at=NOW, user_id=left.cast.manager.id,
            grant=NewGrant(Role.ENTERPRISE_OFFICER, Target(enterprise_id=desk), TODAY, None),
        )  # fmt: skip
    assert refused.value.code == "accounts.roles_incompatible"
