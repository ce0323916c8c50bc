"""What speaks for a lost contact is found by comparing; any contact ends it; each sees what is its own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from yinqiao.areas.handover import services as handover
from yinqiao.areas.handover.models import Offer
from yinqiao.areas.handover.tests.conftest import NOW, place_actor
from yinqiao.areas.handover.types import ContactedWith
from yinqiao.areas.lost_contact import queries
from yinqiao.areas.lost_contact.models import SignalRow
from yinqiao.areas.lost_contact.tests.seeking import LATER, SYSTEM, TODAY, Seeking, day_of
from yinqiao.areas.lost_contact.types import Outcome, Standing
from yinqiao.areas.party.tests.transfers import Transfer, lettered, member
from yinqiao.areas.retirees.models import Retiree
from yinqiao.platform.access import Actor, Scope, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
YEAR = NOW + timedelta(days=400)


def _labels(seeking: Seeking, at: object = NOW) -> list[str]:
    return [one.label for one in seeking.standing(at).signals]  # type: ignore[arg-type]


def test_who_was_accepted_today_is_reachable(seeking: Seeking) -> None:
    assert seeking.listed() == [] and seeking.standing().standing is Standing.REACHABLE
    assert seeking.standing().owner == "" and seeking.last_on() is None


def test_a_first_contact_that_is_overdue_makes_doubt_until_it_is_made(seeking: Seeking) -> None:
    assert _labels(seeking, LATER) == ["首次联系已过期限"] and len(seeking.listed(LATER)) == 2
    with acting(seeking.scene.community):
        offer = Offer.objects.get(retiree_id=seeking.id())
    handover.record_first_contact(
        actor=seeking.scene.community, at=LATER, offer_id=offer.pk, contacted_on=day_of(LATER),
        contacted_with=ContactedWith.SELF,
    )  # fmt: skip
    assert seeking.listed(LATER) == ["欧阳建国"] and seeking.last_on() == day_of(LATER)


def test_a_year_without_any_contact_is_a_signal_and_a_call_ends_it(seeking: Seeking) -> None:
    seeking.call()
    assert _labels(seeking, NOW + timedelta(days=365)) == []
    assert _labels(seeking, YEAR) == ["长期没有联系"]
    seeking.call(YEAR)
    assert _labels(seeking, YEAR) == [] and seeking.last_on() == day_of(YEAR)


def test_attempts_add_up_and_a_contact_makes_them_void_of_meaning(seeking: Seeking) -> None:
    seeking.attempt(Outcome.NO_ANSWER)
    assert seeking.standing().standing is Standing.REACHABLE and seeking.listed() == []
    seeking.attempt(Outcome.NO_ANSWER)
    assert seeking.standing().standing is Standing.DOUBTFUL and seeking.listed() == ["王桂英"]
    seeking.attempt(Outcome.NOT_FOUND)
    assert seeking.standing().standing is Standing.RIPE and seeking.standing().score == 100
    seeking.attempt(Outcome.REACHED)
    assert seeking.standing().standing is Standing.REACHABLE and seeking.last_on() == TODAY


def test_a_day_of_contact_wins_over_a_failed_attempt_of_the_same_day(seeking: Seeking) -> None:
    seeking.attempt(Outcome.DEAD_NUMBER)
    seeking.call()
    assert seeking.listed() == []
    seeking.attempt(Outcome.DEAD_NUMBER, NOW + timedelta(days=1))
    assert seeking.listed(NOW + timedelta(days=1)) == ["王桂英"]


def test_a_member_who_did_not_report_in_is_in_doubt_and_reporting_in_is_a_contact(seeking: Seeking) -> None:
    transfer = Transfer.of(seeking.scene)
    transfer.offer(lettered(102, on="2026-03-01"))
    assert "党员未报到、介绍信已过期" not in _labels(seeking, NOW + timedelta(days=80))
    assert "党员未报到、介绍信已过期" in _labels(seeking, LATER)
    transfer.issue(102, on=day_of(LATER), first="0040", at=LATER)
    transfer.check_in(102, on=day_of(LATER), at=LATER, by=seeking.scene.community)
    assert _labels(seeking, LATER) == [] and seeking.last_on() == day_of(LATER)


def test_an_attached_member_without_a_channel_is_in_doubt(seeking: Seeking) -> None:
    Transfer.of(seeking.scene).offer(member(102, attached="是", to="某物业公司", channel=""))
    assert _labels(seeking) == ["挂靠党员无联系渠道"] and seeking.listed() == ["王桂英"]


def test_each_sees_what_is_its_own_through_both_walls(seeking: Seeking) -> None:
    seeking.attempt(Outcome.DEAD_NUMBER)
    scene = seeking.scene
    auditor = place_actor("auditor", "430104000000")
    overseer = Actor(auditor.id, auditor.role, auditor.name, auditor.scope.for_oversight(), auditor.unit)
    expected = {
        "community": (scene.community, 1), "street": (scene.street, 1), "city": (scene.city, 1),
        "neighbour": (scene.neighbour, 0), "elsewhere": (scene.elsewhere, 0), "firm": (scene.officer, 0),
        "overseer": (overseer, 0),
    }  # fmt: skip
    for name, (actor, count) in expected.items():
        assert len(seeking.listed(actor=actor)) == count, name
        with acting(actor):
            # The second wall alone, and the first alone with a scope that claims everything.
            assert SignalRow.objects.filter(signal="dead_number").count() == count, name
            assert queries.list_people(scope=Scope.everything(), today=TODAY).count() == count, name


def test_who_is_not_managed_any_more_is_not_sought(seeking: Seeking) -> None:
    seeking.attempt(Outcome.DEAD_NUMBER)
    with acting(SYSTEM):
        Retiree.objects.filter(pk=seeking.id()).update(status="moved_away")
    assert seeking.listed() == []


def test_the_list_narrows_by_standing_signal_and_age_and_says_the_last_contact(seeking: Seeking) -> None:
    seeking.call()
    for outcome in (Outcome.DEAD_NUMBER, Outcome.RETURNED_MAIL):
        seeking.attempt(outcome, NOW + timedelta(days=3))
    at = NOW + timedelta(days=5)
    assert seeking.listed(at, standing="ripe") == ["王桂英"] == seeking.listed(at, signal="dead_number")
    assert seeking.listed(at, standing="doubtful") == [] == seeking.listed(at, signal="silent")
    with acting(seeking.scene.community):
        (row,) = queries.list_people(scope=seeking.scene.community.scope, today=day_of(at))
    assert (row["since"], row["last_on"], row["score"]) == (date(2026, 3, 5), TODAY, 100)


def test_leads_name_whom_the_scope_permits_and_count_colleagues(seeking: Seeking) -> None:
    Transfer.of(seeking.scene).offer(member(102))
    who = seeking.scene.community
    with acting(who):
        leads = {one.label: one.words for one in queries.leads_of(scope=who.scope, retiree_id=seeking.id())}
    assert leads["原企业"].startswith("中湘机床集团（演示）")
    assert leads["党支部"] == "退休第一党支部（中湘机床集团（演示））"
    assert leads["同单位老同事"] == "本辖区有同一企业退休人员 1 人" and "欧阳建国" not in repr(leads)
