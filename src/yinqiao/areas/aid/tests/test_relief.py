"""Relief of a household: proposed or asked for, checked with consent alone, decided by people, paid, looked at again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.aid import queries, services
from yinqiao.areas.aid.models import Relief, ReliefMember, ReliefPayment
from yinqiao.areas.aid.rules import gap_of, review_by
from yinqiao.areas.aid.services import RELIEFS
from yinqiao.areas.aid.tests.tellers import LATER, SIGNED, TODAY, Tellers
from yinqiao.areas.aid.types import (
    Household,
    Member,
    NewConsent,
    NewPayment,
    NewRelief,
    Opinion,
    Origin,
    RefusalGround,
    ReliefEnd,
    Tier,
)
from yinqiao.areas.intake.tests.offices import NUMBER, SYSTEM, person_of
from yinqiao.areas.retirees.services import merge_entries, record_death
from yinqiao.areas.retirees.tests.small_city import AT, Register
from yinqiao.areas.retirees.types import ActRule, Death, Source
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.acts import perform

pytestmark = [pytest.mark.db, pytest.mark.django_db]
HUSBAND, NEIGHBOUR, OTHER_ENTRY = "430999194603113119", "430999195003113128", "430999195203113130"
GRANTED = Opinion(60_000, None, "长民低保1号")
LINE = {"line_yuan": 800, "assets_yuan": 38400, "near_percent": 150}
WEEK = timedelta(days=8)


def _home(*incomes: int, assets: int = 0, other: str = HUSBAND) -> Household:
    numbers = (NUMBER, other)
    members = [
        Member("王桂英" if no == 0 else "老伴", "本人" if no == 0 else "配偶", numbers[no], income * 100)
        for no, income in enumerate(incomes)
    ]
    return Household(tuple(members), assets * 100)


class Desks:
    """Who collects, says and decides; and short ways through a case."""

    def __init__(self, tellers: Tellers) -> None:
        self.tellers = tellers
        self.community = tellers.city.actor("community_officer")
        self.street = tellers.city.actor("street_officer")
        self.civil = tellers.city.actor("city_manager")

    def apply(
        self, kind: str = "minimum_living", *, by: Actor | None = None, who: UUID | None = None, **more: Any
    ) -> UUID:
        return services.apply_relief(
            actor=by or self.community,
            at=AT,
            retiree_id=who or self.tellers.person,
            new=NewRelief(kind, Origin.SELF, **more),
        )

    def check(self, case: UUID, *, home: Household | None = None, by: Actor | None = None) -> None:
        services.consent_to_check(actor=by or self.community, at=AT, relief_id=case, consent=SIGNED)
        services.check_household(actor=by or self.community, at=AT, relief_id=case, household=home or _home(600, 400))

    def submit(self, case: UUID, fen: int = 60_000) -> None:
        services.submit_opinion(actor=self.street, at=AT, relief_id=case, opinion=Opinion(fen))

    def decide(self, case: UUID, *, at: datetime = AT + WEEK, opinion: Opinion = GRANTED) -> None:
        services.decide_relief(actor=self.civil, at=at, relief_id=case, opinion=opinion)

    def granted(self, kind: str = "minimum_living") -> UUID:
        case = self.apply(kind)
        self.check(case)
        self.submit(case)
        self.decide(case)
        return case


@pytest.fixture
def desks(tellers: Tellers) -> Desks:
    """The community, the street, and civil affairs of the city."""
    return Desks(tellers)


def _row(case: UUID) -> Relief:
    with acting(SYSTEM):
        return Relief.objects.get(pk=case)


@pytest.mark.parametrize(("incomes", "lacking", "tier"), [
    ((1000, 0), 600, Tier.BELOW), ((1600, 0), 0, Tier.NEAR), ((1599, 0), 1, Tier.BELOW), ((2400, 0), 0, Tier.WATCH),
    ((2399, 0), 0, Tier.NEAR),
])  # fmt: skip
def test_the_gap_is_what_lacks_to_the_line_for_all_together(incomes: tuple[int, ...], lacking: int, tier: Tier) -> None:
    gap = gap_of(_home(*incomes), LINE)
    assert (gap.fen, gap.tier) == (lacking * 100, tier)
    assert gap_of(_home(*incomes), LINE, is_urgent=True).tier is Tier.URGENT


@given(st.lists(st.integers(0, 500_000), min_size=1, max_size=6), st.integers(0, 100_000))
def test_more_income_never_makes_the_gap_larger_and_the_gap_never_lifts_beyond_the_line(
    incomes: list[int], more: int
) -> None:
    def home(first: int) -> Household:
        return Household(tuple(Member("", "", "", one) for one in [incomes[0] + first, *incomes[1:]]), 0)

    less, then = gap_of(home(0), LINE).fen, gap_of(home(more), LINE).fen
    assert 0 <= then <= less <= len(incomes) * 80_000
    assert less in (0, len(incomes) * 80_000 - sum(incomes))


def test_a_review_falls_on_a_day_that_there_is() -> None:
    assert review_by(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert review_by(date(2026, 12, 1), 12) == date(2027, 12, 1)
    assert review_by(date(2026, 1, 31), 0) is None


def test_nobody_is_looked_into_before_the_person_agreed(desks: Desks) -> None:
    case = desks.apply()
    with pytest.raises(Conflict) as refused:
        services.check_household(actor=desks.community, at=AT, relief_id=case, household=_home(600, 400))
    assert refused.value.code == "aid.consent_first"
    with acting(SYSTEM):
        assert not ReliefMember.objects.exists()
    for wrong in (NewConsent(SIGNED.way, SIGNED.given_on, " "), NewConsent(SIGNED.way, TODAY + timedelta(days=1), "1")):
        with pytest.raises(Invalid):
            services.consent_to_check(actor=desks.community, at=AT, relief_id=case, consent=wrong)
    desks.check(case)
    row = _row(case)
    assert (row.state, row.gap_fen, row.tier) == ("checked", 60_000, "B")
    with acting(desks.community):
        household, lines = queries.household_of(queries.get_relief(scope=desks.community.scope, relief_id=case)) or (
            None,
            [],
        )
    assert household == _home(600, 400) and "差额 600.00 元。" in lines
    assert NUMBER.encode() not in bytes(row.sealed or b"")


@pytest.mark.parametrize("home", [
    Household((), 0), Household((Member("", "本人", NUMBER, 0),), 0), Household((Member("王", "本人", "110", 0),), 0),
    Household((Member("王", "本人", NUMBER, -1),), 0), Household((Member("王", "本人", NUMBER, 0),) * 2, 0),
    Household((Member("王", "本人", NUMBER, 0),), -1), Household((Member("王", "本人", NUMBER, 0),) * 13, 0),
    Household((Member("王", " ", NUMBER, 0),), 0),
])  # fmt: skip
def test_a_household_that_cannot_be_is_refused(desks: Desks, home: Household) -> None:
    case = desks.apply()
    with pytest.raises(Invalid) as refused:
        desks.check(case, home=home)
    assert refused.value.code == "aid.household"


def test_the_street_says_and_civil_affairs_decide_after_the_publicity_alone(desks: Desks) -> None:
    case = desks.apply()
    desks.check(case)
    for actor in (desks.community, desks.civil):
        with pytest.raises(Refused):
            services.submit_opinion(actor=actor, at=AT, relief_id=case, opinion=Opinion(60_000))
    for wrong in (Opinion(), Opinion(100, RefusalGround.ASSETS), Opinion(-1)):
        with pytest.raises(Invalid):
            services.submit_opinion(actor=desks.street, at=AT, relief_id=case, opinion=wrong)
    desks.submit(case)
    (told,) = queries.public_reliefs(TODAY)
    assert told[1:4] == ("王**", "最低生活保障", 60_000) and told[4] == TODAY + timedelta(days=7)
    assert queries.public_reliefs(TODAY + timedelta(days=7)) and not queries.public_reliefs(TODAY + WEEK)
    for at in (AT, AT + timedelta(days=7)):
        with pytest.raises(Conflict) as refused:
            desks.decide(case, at=at)
        assert refused.value.code == "aid.publicity_runs"
    with pytest.raises(Refused):
        services.decide_relief(actor=desks.street, at=AT + WEEK, relief_id=case, opinion=Opinion(1, None, "x"))
    with pytest.raises(Invalid):
        desks.decide(case, opinion=Opinion(60_000))
    desks.decide(case)
    row = _row(case)
    assert (row.state, row.amount_fen, row.published_until) == ("granted", 60_000, None)
    assert row.review_on == date((TODAY + WEEK).year + 1, (TODAY + WEEK).month, (TODAY + WEEK).day)
    with pytest.raises(Conflict):
        desks.decide(case)


def test_what_no_law_has_public_is_never_public_nor_what_is_refused(desks: Desks) -> None:
    local = desks.apply("local_support")
    desks.check(local)
    desks.submit(local)
    refused = desks.apply("destitute")
    desks.check(refused)
    services.submit_opinion(actor=desks.street, at=AT, relief_id=refused, opinion=Opinion(0, RefusalGround.ASSETS))
    urgent = desks.apply("temporary", is_urgent=True)
    desks.check(urgent)
    desks.submit(urgent)
    assert queries.public_reliefs(TODAY) == []
    desks.decide(local, at=AT)
    desks.decide(refused, at=AT, opinion=Opinion(0, RefusalGround.ASSETS, "长民不予1号"))
    assert (_row(local).state, _row(refused).state, _row(refused).closed_on) == ("granted", "refused", TODAY)


def test_who_asks_in_a_second_community_is_told_so_at_once_and_no_more(desks: Desks, register: Register) -> None:
    case = desks.apply()
    desks.check(case)
    city = desks.tellers.city
    far, beside = (
        register(id_no=HUSBAND, name="李建国", place_no=city.far),
        register(id_no=NEIGHBOUR, name="张三", place_no=city.far),
    )
    there = city.actor("community_officer", "far")
    with pytest.raises(Conflict) as refused:
        desks.apply("temporary", by=there, who=far)
    assert refused.value.code == "aid.applied_elsewhere"
    # Somebody of that community names her as one of the household.
    other = desks.apply("temporary", by=there, who=beside)
    services.consent_to_check(actor=there, at=AT, relief_id=other, consent=SIGNED)
    with pytest.raises(Conflict) as refused:
        services.check_household(actor=there, at=AT, relief_id=other, household=_home(1, 1, other=NEIGHBOUR))
    assert refused.value.code == "aid.applied_elsewhere"
    with acting(there):
        assert Relief.objects.count() == 1 and not ReliefMember.objects.exists()
    services.close_relief(actor=desks.community, at=AT, relief_id=case, ending=ReliefEnd.WITHDRAWN)
    assert desks.apply("temporary", by=there, who=far)


def test_one_case_of_a_kind_stands_and_others_neither_see_nor_move_it(desks: Desks) -> None:
    case = desks.apply()
    with pytest.raises(Conflict) as refused:
        desks.apply()
    assert refused.value.code == "aid.relief_stands"
    with pytest.raises(Invalid):
        desks.apply("nothing")
    far = desks.tellers.city.actor("community_officer", "far")
    for actor in (far, desks.tellers.city.actor("enterprise_officer"), desks.tellers.city.actor("auditor")):
        with pytest.raises(NotFound):
            services.close_relief(actor=actor, at=AT, relief_id=case, ending=ReliefEnd.DECLINED)
        with acting(actor):
            assert not Relief.objects.exists() and not ReliefMember.objects.exists()
    with pytest.raises(Conflict):
        services.review_relief(actor=desks.community, at=AT, relief_id=case, is_needed=True)


def test_a_recognition_proposes_and_the_persons_word_makes_it_an_application(desks: Desks) -> None:
    desks.tellers.recognise("near_minimum")
    with acting(SYSTEM):
        (proposed,) = Relief.objects.all()
    assert (proposed.kind, proposed.state, proposed.origin) == ("local_support", "proposed", "proposal")
    assert desks.apply("local_support") == proposed.pk
    assert (_row(proposed.pk).state, _row(proposed.pk).applied_on) == ("applied", TODAY)
    assert ("aid.relief_proposed", "aid.hardship_recognised") in desks.tellers.events()


def test_a_month_is_paid_once_not_ahead_and_what_is_paid_once_is_over(desks: Desks) -> None:
    case = desks.granted()
    at, month = AT + WEEK, (TODAY + WEEK)
    pay = NewPayment(month, 60_000, "困难群众救助补助资金", "凭证1")

    def note(new: NewPayment, by: Actor = desks.street) -> UUID:
        return services.note_payment(actor=by, at=at, relief_id=case, new=new)

    with pytest.raises(Refused):
        note(pay, desks.community)
    for wrong in (NewPayment(month + timedelta(days=40), 1, "x", ""), NewPayment(month - timedelta(days=60), 1, "x", ""),
                  NewPayment(month, 0, "x", ""), NewPayment(month, 1, " ", "")):  # fmt: skip
        with pytest.raises(Invalid):
            note(wrong)
    note(pay)
    with pytest.raises(Conflict) as refused:
        note(pay)
    assert refused.value.code == "aid.paid_already"
    assert _row(case).state == "granted"
    once = desks.granted("temporary")
    services.note_payment(actor=desks.civil, at=at, relief_id=once, new=pay)
    assert (_row(once).state, _row(once).ending) == ("closed", "paid_out")


def test_a_review_goes_on_or_ends_and_a_death_ends_everything(desks: Desks) -> None:
    case, local = desks.granted(), desks.granted("local_support")
    later = AT + timedelta(days=200)
    services.review_relief(actor=desks.community, at=later, relief_id=case, is_needed=True)
    assert _row(case).review_on == review_by(later.date(), 12)
    services.review_relief(actor=desks.community, at=later, relief_id=local, is_needed=False)
    assert (_row(local).state, _row(local).ending) == ("closed", "no_need")
    version = person_of(desks.tellers.person).lock_version
    record_death(
        actor=desks.community, at=later, retiree_id=desks.tellers.person,
        death=Death(later.date(), Source.RELATIVE, "死亡医学证明", version),
    )  # fmt: skip
    assert (_row(case).state, _row(case).ending, _row(case).review_on) == ("closed", "deceased", None)


def test_each_finds_what_waits_for_the_own_step(desks: Desks) -> None:
    def waits(actor: Actor, today: date = TODAY) -> tuple[int, int]:
        with acting(actor):
            return queries.count_relief_turns(scope=actor.scope, role=actor.role, today=today)

    case = desks.apply()
    assert (waits(desks.community), waits(desks.street), waits(desks.civil)) == ((1, 0), (0, 0), (0, 0))
    assert waits(desks.community, TODAY + timedelta(days=80)) == (1, 1)
    desks.check(case)
    assert (waits(desks.community), waits(desks.street)) == ((0, 0), (1, 0))
    desks.submit(case)
    assert (waits(desks.street), waits(desks.civil), waits(desks.civil, TODAY + WEEK)) == ((0, 0), (0, 0), (1, 0))
    desks.decide(case)
    assert waits(desks.community, TODAY + timedelta(days=400)) == (1, 1)


def test_the_case_of_an_entry_that_gave_way_is_the_persons(desks: Desks, register: Register) -> None:
    case = desks.apply()
    stays = register(id_no=OTHER_ENTRY)
    rule = ActRule("merge", "合并", frozenset({"system"}))
    with perform(actor=SYSTEM, action="test.merge", at=LATER) as act:
        merge_entries(act=act, rule=rule, keep_id=stays, gone_id=desks.tellers.person)
    with acting(desks.community):
        found = queries.list_person_reliefs(scope=desks.community.scope, retiree_id=stays)
        assert [one.pk for one in found] == [case]


def test_a_corrected_calendar_moves_what_waits_and_what_is_over_is_destroyed_with_its_household(desks: Desks) -> None:
    case = desks.apply()
    desks.check(case)
    with acting(SYSTEM):
        Relief.objects.update(due_on=date(2026, 1, 1))
    moves = services.recount_reliefs(actor=SYSTEM, at=LATER)
    assert (moves.running, moves.moved) == (1, 1) and _row(case).due_on > TODAY
    services.close_relief(actor=desks.community, at=AT, relief_id=case, ending=ReliefEnd.WITHDRAWN)
    with acting(SYSTEM):
        (due,) = RELIEFS.find_due(date(2040, 1, 1))
        RELIEFS.destroy([due.object_id], LATER, due.object_id)
        assert not Relief.objects.exists() and not ReliefMember.objects.exists() and not ReliefPayment.objects.exists()
