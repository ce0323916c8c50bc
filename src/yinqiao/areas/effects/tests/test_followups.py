"""A death and a move leave things to be done by others: who gets what, who sees it, what becomes of it when taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from yinqiao.areas.effects import queries, services
from yinqiao.areas.effects.models import Followup
from yinqiao.areas.effects.services import FOLLOWUPS
from yinqiao.areas.effects.tests.lives import LATER, NOW, SYSTEM, TODAY, Lives
from yinqiao.areas.handover.tests.conftest import place_actor
from yinqiao.areas.organisations.queries import places
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
LONG_AGO = date(2025, 12, 20)


def _settle(lives: Lives, kind: str, actor: Actor, outcome: str, **narrowed: Any) -> None:
    (row,) = lives.followups(kind=kind, **narrowed)
    services.settle_followup(actor=actor, at=NOW, followup_id=row.pk, outcome=outcome)


def test_a_death_opens_what_the_organisation_the_enterprise_and_the_agency_have_to_do(lives: Lives) -> None:
    lives.agree()
    lives.die(LONG_AGO)
    assert lives.kinds() == {("enterprise_told", "open"), ("party_member_died", "open"), ("overpayment", "open")}
    by_kind = {one.kind: one for one in lives.followups()}
    assert by_kind["enterprise_told"].enterprise_id == lives.scene.enterprise_id
    assert by_kind["party_member_died"].place_no == lives.scene.community.scope.place_from
    assert (by_kind["overpayment"].months, by_kind["overpayment"].due_on) == (2, TODAY + timedelta(days=20))


def test_without_an_agreement_the_enterprise_is_not_told_and_a_death_told_at_once_costs_nothing(lives: Lives) -> None:
    lives.die(TODAY)
    assert lives.kinds() == {("party_member_died", "open")}
    lives.die(TODAY, name="欧阳建国")
    assert {one.name for one in lives.followups()} == {"王桂英"}


def test_who_is_suspended_before_the_death_is_not_overpaid(lives: Lives) -> None:
    from yinqiao.areas.certification.models import Clock

    with acting(SYSTEM):
        Clock.objects.filter(pk=lives.id()).update(suspended_on=date(2025, 11, 1))
    lives.die(LONG_AGO)
    assert "overpayment" not in {one.kind for one in lives.followups()}


def test_of_pay_the_agency_alone_reads_through_query_and_policy(lives: Lives) -> None:
    lives.die(LONG_AGO)
    city, street = lives.scene.city, lives.scene.street
    assert lives.listed(lives.agency) == {"overpayment"}
    assert lives.listed(street) == {"party_member_died"}
    assert lives.listed(lives.scene.officer) == set()
    everybody = (
        city,
        street,
        lives.scene.community,
        lives.scene.officer,
        place_actor("district_manager", "430104000000"),
    )
    for actor in everybody:
        with acting(actor):
            assert not Followup.objects.filter(owner="agency").exists()
        assert not any("养老金" in step.label for chain in lives.chains(actor) for step in chain.steps)
    auditor = place_actor("auditor", "430104000000")
    overseer = Actor(auditor.id, "auditor", "审计", auditor.scope.for_oversight())
    with acting(overseer):
        assert not Followup.objects.exists()
    with acting(SYSTEM):
        told = Event.objects.filter(retiree_id=lives.id(), type__startswith="effects.")
        assert not told.exists()


def test_an_enterprise_sees_its_own_turn_and_nothing_of_the_party(lives: Lives) -> None:
    lives.agree()
    lives.die()
    assert lives.listed(lives.scene.officer) == {"enterprise_told"} and lives.listed(lives.scene.rival) == set()
    with acting(lives.scene.officer):
        assert [one.kind for one in Followup.objects.all()] == ["enterprise_told"]
    with acting(lives.scene.elsewhere):
        assert not Followup.objects.exists()


def test_its_owner_settles_it_with_a_code_and_takes_that_back(lives: Lives) -> None:
    lives.die()
    owner = lives.scene.community
    (row,) = lives.followups()
    with pytest.raises(Invalid) as invalid:
        services.settle_followup(actor=owner, at=NOW, followup_id=row.pk, outcome="sent")
    assert invalid.value.code == "effects.outcome_missing"
    for stranger in (lives.scene.officer, lives.agency, lives.scene.elsewhere, lives.scene.neighbour):
        with pytest.raises(NotFound):
            services.settle_followup(actor=stranger, at=NOW, followup_id=row.pk, outcome="recorded")
    services.settle_followup(actor=owner, at=NOW, followup_id=row.pk, outcome="recorded")
    with pytest.raises(Conflict) as conflict:
        services.settle_followup(actor=owner, at=NOW, followup_id=row.pk, outcome="recorded")
    assert conflict.value.code == "effects.settled_already"
    services.reopen_followup(actor=owner, at=NOW, followup_id=row.pk)
    with pytest.raises(Conflict) as conflict:
        services.reopen_followup(actor=owner, at=NOW, followup_id=row.pk)
    assert conflict.value.code == "effects.not_settled"
    assert lives.kinds() == {("party_member_died", "open")}


def test_a_death_taken_back_ends_what_is_open_and_asks_to_correct_what_was_done(lives: Lives) -> None:
    lives.agree()
    lives.die(LONG_AGO)
    _settle(lives, "enterprise_told", lives.scene.officer, "noted")
    _settle(lives, "overpayment", lives.agency, "checking")
    lives.live()
    assert lives.kinds(is_back=False) == {
        ("enterprise_told", "done"), ("overpayment", "done"), ("party_member_died", "ended"),
    }  # fmt: skip
    assert lives.kinds(is_back=True) == {("enterprise_told", "open"), ("overpayment", "open")}
    lives.die(LONG_AGO, at=LATER + timedelta(hours=1))
    assert lives.kinds(is_back=True) == {("enterprise_told", "ended"), ("overpayment", "ended")}
    assert lives.kinds(state="open") == {
        ("enterprise_told", "open"), ("overpayment", "open"), ("party_member_died", "open"),
    }  # fmt: skip


def test_archive_and_party_relation_follow_once_the_new_community_has_accepted_and_not_before(lives: Lives) -> None:
    lives.move()
    assert lives.kinds() == set()
    lives.accept(lives.scene.elsewhere, LATER)
    assert lives.kinds() == {("archives_follow", "open"), ("party_follows", "open")}
    by_kind = {one.kind: one.place_no for one in lives.followups()}
    assert by_kind["archives_follow"] == places().by_code["430104001000"].place_no
    assert by_kind["party_follows"] == lives.scene.community.scope.place_from
    with acting(lives.scene.street):
        assert [one.is_seen for one in _turns(lives.scene.street)] == [False, False]
    _settle(lives, "archives_follow", lives.scene.street, "sent")


def test_who_moves_within_the_street_of_the_store_leaves_no_archive_behind(lives: Lives) -> None:
    lives.move("430104001002")
    lives.accept(lives.scene.neighbour, LATER)
    assert lives.kinds() == {("party_follows", "open")}


def _turns(actor: Actor) -> list[Any]:
    return list(queries.list_followups(scope=actor.scope, owners=queries.turns_of(actor.role)))


def test_what_is_settled_has_a_period_and_what_is_open_is_not_destroyed(lives: Lives) -> None:
    lives.agree()
    lives.die()
    _settle(lives, "enterprise_told", lives.scene.officer, "noted")
    with acting(SYSTEM):
        due = FOLLOWUPS.find_due(TODAY + timedelta(days=1))
        assert len(due) == 1 and "死亡告知" in due[0].label
        everything: list[UUID] = [one.pk for one in Followup.objects.all()]
        assert FOLLOWUPS.destroy(everything, LATER, everything[0]) == 1
    assert lives.kinds() == {("party_member_died", "open")}


def test_every_read_without_an_actor_is_empty_and_one_with_everything_finds_all(lives: Lives) -> None:
    lives.die(LONG_AGO)
    assert Followup.objects.count() == 0
    with acting(SYSTEM):
        assert Followup.objects.count() == 2
