"""What the house knows already becomes a question to a household: once, not again after it was put away, never a check."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from yinqiao.areas.aid import services
from yinqiao.areas.aid.models import Relief, ReliefMember
from yinqiao.areas.aid.tests.tellers import LATER, SHARED, SIGNED, TODAY, Tellers
from yinqiao.areas.aid.types import Household, Member, NewRelief, Origin, ReliefEnd
from yinqiao.areas.benefits.models import BenefitTold
from yinqiao.areas.duties.models import Delivery
from yinqiao.areas.intake.tests.offices import NUMBER, SYSTEM, person_of
from yinqiao.areas.retirees.services import merge_entries, record_death
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.retirees.tests.small_city import AT, Register
from yinqiao.areas.retirees.types import ActRule, Death, Source
from yinqiao.kernel.errors import Conflict, Invalid
from yinqiao.platform.access import acting
from yinqiao.platform.acts import perform

pytestmark = [pytest.mark.db, pytest.mark.django_db]
WIFE = "430999195203113130"


def _night(days: int = 0) -> int:
    return services.propose_by_signals(actor=SYSTEM, at=AT + timedelta(days=days))


def _proposed() -> list[tuple[str, str, str]]:
    with acting(SYSTEM):
        return list(Relief.objects.filter(state="proposed").order_by("id").values_list("kind", "reason", "origin"))


def _need(person: UUID, day: date = TODAY, needs: tuple[str, ...] = ("money",), **more: Any) -> None:
    with acting(SYSTEM):
        Delivery.objects.create(
            retiree_id=person, way="visit", outcome="done", day=day, needs=list(needs), note_id=uuid4(), author_name="李", **more
        )  # fmt: skip


def _stop(person: UUID, day: date, ending: str = "agreement") -> None:
    with acting(SYSTEM):
        BenefitTold.objects.create(
            retiree_id=person, kind="other", unit="元", rhythm="month", since=day - timedelta(days=400), state="ended",
            over_on=day, ending=ending, source="enterprise", proof="x",
        )  # fmt: skip


def test_each_thing_that_is_known_is_a_reason_to_ask_once(tellers: Tellers) -> None:
    assert _night() == 0
    _need(tellers.person)
    assert (_night(), _night(1)) == (1, 0)
    assert _proposed() == [("local_support", "need", "proposal")]
    assert ("aid.relief_proposed", "") in tellers.events()


def test_a_benefit_that_stopped_speaks_unless_another_followed_or_the_person_died(tellers: Tellers) -> None:
    for ending in ("replaced", "died"):
        _stop(tellers.person, TODAY, ending)
    assert _night() == 0
    _stop(tellers.person, TODAY - timedelta(days=180), "expired")
    assert _night() == 1 and _proposed() == [("local_support", "benefit", "proposal")]


def test_what_lies_too_far_back_or_ahead_or_was_undone_speaks_no_more(tellers: Tellers) -> None:
    _stop(tellers.person, TODAY - timedelta(days=181))
    _need(tellers.person, TODAY + timedelta(days=1))
    _need(tellers.person, needs=("meals", "company"))
    _need(tellers.person, undone_at=AT)
    assert _night() == 0


def test_who_is_to_be_visited_for_reasons_of_health_is_asked_about_one_help_and_no_illness_is_named(
    tellers: Tellers,
) -> None:
    manager = tellers.city.actor("city_manager")
    services.record_basis(actor=manager, at=AT, source_id=tellers.insurance.source_id, basis=SHARED)
    tellers.fall_ill()
    assert _night() == 1 and _proposed() == [("temporary", "illness", "proposal")]
    with acting(SYSTEM):
        case = Relief.objects.get().pk
    officer = tellers.city.actor("community_officer")
    page = text_of(Browser(officer).ask(reverse("aid:relief", args=[case])))
    assert "有关单位告知应去探望" in page and "本人同意以前不核对" in page


def test_a_household_that_has_lost_one_of_its_members_is_asked(tellers: Tellers, register: Register) -> None:
    community = tellers.city.actor("community_officer")
    wife = register(id_no=WIFE, name="李秀兰")
    case = services.apply_relief(
        actor=community, at=AT - timedelta(days=9), retiree_id=tellers.person, new=NewRelief("temporary", Origin.SELF)
    )
    services.consent_to_check(actor=community, at=AT, relief_id=case, consent=SIGNED)
    home = Household((Member("王桂英", "本人", NUMBER, 0), Member("李秀兰", "配偶", WIFE, 90_000)), 0)
    services.check_household(actor=community, at=AT, relief_id=case, household=home)
    services.close_relief(actor=community, at=AT - timedelta(days=5), relief_id=case, ending=ReliefEnd.WITHDRAWN)
    assert _night() == 0
    death = Death(TODAY, Source.RELATIVE, "死亡医学证明", person_of(wife).lock_version)
    record_death(actor=community, at=LATER, retiree_id=wife, death=death)
    assert _night() == 1
    assert _proposed() == [("local_support", "family_death", "proposal")]


def test_what_was_put_away_comes_back_with_a_change_alone(tellers: Tellers) -> None:
    community = tellers.city.actor("community_officer")
    _need(tellers.person)
    _night()
    with acting(SYSTEM):
        case = Relief.objects.get().pk
    with pytest.raises(Invalid) as refused:
        services.close_relief(actor=community, at=AT, relief_id=case, ending=ReliefEnd.WITHDRAWN)
    assert refused.value.code == "aid.ending"
    services.close_relief(actor=community, at=AT, relief_id=case, ending=ReliefEnd.NOT_IN_NEED)
    assert [_night(one) for one in (0, 1, 30)] == [0, 0, 0]
    _need(tellers.person, TODAY + timedelta(days=40))
    assert _night(40) == 1


def test_nobody_is_checked_by_a_proposal_and_who_is_helped_or_gone_is_not_asked(tellers: Tellers) -> None:
    community = tellers.city.actor("community_officer")
    _need(tellers.person)
    _night()
    with acting(SYSTEM):
        case = Relief.objects.get().pk
    for act in (
        lambda: services.consent_to_check(actor=community, at=AT, relief_id=case, consent=SIGNED),
        lambda: services.check_household(actor=community, at=AT, relief_id=case, household=Household((), 0)),
    ):
        with pytest.raises(Conflict):
            act()
    with acting(SYSTEM):
        assert not ReliefMember.objects.exists()
    assert services.apply_relief(
        actor=community, at=AT, retiree_id=tellers.person, new=NewRelief("local_support", Origin.SELF)
    ) == case  # fmt: skip
    _stop(tellers.person, TODAY + timedelta(days=3))
    assert _night(3) == 0
    death = Death(TODAY, Source.RELATIVE, "死亡医学证明", person_of(tellers.person).lock_version)
    record_death(actor=community, at=LATER, retiree_id=tellers.person, death=death)
    _stop(tellers.person, TODAY + timedelta(days=5))
    assert _night(5) == 0


def test_what_is_known_of_an_entry_that_gave_way_speaks_for_the_person_who_stays(
    tellers: Tellers, register: Register
) -> None:
    stays = register(id_no=WIFE)
    _need(tellers.person)
    rule = ActRule("merge", "合并", frozenset({"system"}))
    with perform(actor=SYSTEM, action="test.merge", at=LATER) as act:
        merge_entries(act=act, rule=rule, keep_id=stays, gone_id=tellers.person)
    assert _night() == 1
    with acting(SYSTEM):
        assert Relief.objects.get().retiree_id == stays
    assert _night() == 0
