"""A person declares somebody lost or found, each can be taken back; a death ends the search; nothing else changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.lost_contact import queries, services
from yinqiao.areas.lost_contact.models import ContactAttempt, LostCase
from yinqiao.areas.lost_contact.tests.seeking import SYSTEM, TODAY, Seeking, day_of
from yinqiao.areas.lost_contact.types import CaseStep, Outcome, Standing
from yinqiao.areas.lost_contact.views.today import today_entries
from yinqiao.areas.retirees.services import record_death, withdraw_death
from yinqiao.areas.retirees.types import Death, Source
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.models import Entry

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_a_declaration_has_a_next_step_counts_in_the_rate_and_changes_nothing_of_the_person(seeking: Seeking) -> None:
    before = seeking.person()
    seeking.declare()
    assert seeking.standing().standing is Standing.LOST
    assert seeking.standing().next_on == TODAY + timedelta(days=30)
    after = seeking.person()
    assert (after.status, after.lock_version, after.place_no) == (before.status, before.lock_version, before.place_no)
    with acting(seeking.scene.community):
        told = queries.figures(scope=seeking.scene.community.scope, today=TODAY)
    assert (told.managed, told.lost, told.rate) == (2, 1, "50.00%")


def test_nobody_is_declared_twice_and_not_from_elsewhere(seeking: Seeking) -> None:
    seeking.declare()
    with pytest.raises(Conflict) as refused:
        seeking.declare()
    assert refused.value.code == "lost_contact.lost_already"
    with pytest.raises(NotFound):
        seeking.declare(by=seeking.scene.neighbour)
    with pytest.raises((Refused, NotFound)):
        seeking.declare(by=seeking.scene.officer)
    with acting(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        LostCase.objects.create(
            retiree_id=seeking.id(), reason="rule_met", declared_on=TODAY, declared_name="x", next_on=TODAY
        )


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2028, 1, 1)])
def test_a_next_step_lies_ahead_and_within_a_year(seeking: Seeking, day: date) -> None:
    with pytest.raises(Invalid) as refused:
        services.declare_lost(
            actor=seeking.scene.community, at=NOW, retiree_id=seeking.id(), reason="rule_met", next_on=day
        )
    assert "next_on" in refused.value.fields


def test_found_says_by_which_way_and_is_a_contact(seeking: Seeking) -> None:
    seeking.declare()
    later = NOW + timedelta(days=10)
    seeking.find(later, "enterprise")
    assert seeking.standing(later).standing is Standing.REACHABLE and seeking.last_on() == day_of(later)
    with acting(seeking.scene.street):
        told = queries.figures(scope=seeking.scene.street.scope, today=day_of(later))
    assert (told.found, told.ways, told.lost) == (1, (("原企业", 1),), 0)


def test_reasons_and_ways_are_those_of_the_rulebook(seeking: Seeking) -> None:
    with pytest.raises(LookupError):
        seeking.declare(reason="burn")
    seeking.declare()
    with pytest.raises(LookupError):
        seeking.find(way="burn")
    assert seeking.case().state == "lost"


def test_nobody_is_found_who_was_not_lost_or_before_being_lost(seeking: Seeking) -> None:
    with pytest.raises(Conflict):
        seeking.find()
    seeking.declare()
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(Invalid):
            seeking.find(on=day)


def test_a_declaration_and_a_finding_are_taken_back(seeking: Seeking) -> None:
    seeking.declare()
    seeking.undo(CaseStep.WITHDRAW)
    assert seeking.listed() == [] and seeking.case().state == "withdrawn"
    with pytest.raises(Conflict):
        seeking.undo(CaseStep.WITHDRAW)
    seeking.declare()
    seeking.find()
    seeking.undo(CaseStep.REOPEN)
    assert seeking.listed(standing="lost") == ["王桂英"] and seeking.last_on() is None


def test_an_attempt_noted_by_mistake_is_void_once(seeking: Seeking) -> None:
    made = seeking.attempt(Outcome.REACHED)
    seeking.attempt(Outcome.DEAD_NUMBER, NOW + timedelta(days=1))
    services.void_attempt(actor=seeking.scene.community, at=NOW, attempt_id=made)
    assert seeking.last_on() is None
    with pytest.raises(Conflict) as refused:
        services.void_attempt(actor=seeking.scene.community, at=NOW, attempt_id=made)
    assert refused.value.code == "lost_contact.attempt_void"
    with pytest.raises(NotFound):
        services.void_attempt(actor=seeking.scene.neighbour, at=NOW, attempt_id=made)
    with acting(SYSTEM):
        assert ContactAttempt.objects.count() == 2


def test_an_attempt_has_a_possible_day(seeking: Seeking) -> None:
    for day in (TODAY + timedelta(days=1), date(1950, 1, 1)):
        with pytest.raises(Invalid):
            seeking.attempt(Outcome.NO_ANSWER, on=day)


def test_a_death_ends_the_search_and_taken_back_it_goes_on(seeking: Seeking) -> None:
    seeking.declare()
    death = Death(TODAY, Source.RELATIVE, "火化证明", seeking.person().lock_version)
    record_death(actor=seeking.scene.community, at=NOW, retiree_id=seeking.id(), death=death)
    assert seeking.listed() == [] and seeking.case().state == "deceased"
    withdraw_death(
        actor=seeking.scene.street, at=NOW, retiree_id=seeking.id(), reason="登记有误",
        lock_version=seeking.person().lock_version,
    )  # fmt: skip
    assert seeking.case().state == "lost" and seeking.listed() == ["王桂英"]


def test_what_waits_too_long_rises_from_the_community_to_the_street(seeking: Seeking) -> None:
    def lines(actor: Actor, days: int) -> list[tuple[str, int]]:
        day = TODAY + timedelta(days=days)
        with acting(actor):
            return [(one.label, one.count) for one in today_entries(actor, day)]

    seeking.declare()
    community, street = seeking.scene.community, seeking.scene.street
    assert lines(community, 29) == [] and lines(community, 30) == [("失联人员查找到期", 1)]
    assert lines(street, 59) == [] and lines(street, 60) == [("久未办结的失联人员", 1)]
    assert lines(seeking.scene.officer, 90) == []


def test_the_log_holds_codes_and_no_names(seeking: Seeking) -> None:
    seeking.attempt(Outcome.DEAD_NUMBER)
    seeking.declare()
    with acting(SYSTEM):
        told = repr(list(Entry.objects.filter(action__startswith="lost_contact").values_list("detail", flat=True)))
    assert "dead_number" in told and "rule_met" in told and "王桂英" not in told
