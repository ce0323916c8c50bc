"""A petition's limit counts from the day it was taken; its answer is reviewed by the office above, twice at most."""

from __future__ import annotations

from datetime import date
from html import unescape
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from yinqiao.areas.cases import services
from yinqiao.areas.cases.models import Case, CasePerson
from yinqiao.areas.cases.queries import caller_of, kinds_to_open
from yinqiao.areas.cases.tests.offices import (
    CITY,
    COMPLAINANT,
    DISTRICT,
    SOLVED,
    STREET,
    SYSTEM,
    TODAY,
    Offices,
    code_of,
    days,
    place_no,
)
from yinqiao.areas.cases.types import NewCase, NewReview
from yinqiao.areas.handover.tests.conftest import NOW, place_actor
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _answered(offices: Offices, at: int = 8, **told: object) -> UUID:
    """A petition that the city gave to the street, taken on the second of March, answered so many days later."""
    petition = offices.open("petition", **told)
    city, street = offices.scene.city, offices.scene.street
    services.assign(actor=city, at=NOW, case_id=petition, place_no=place_no(STREET), words="按清单")
    services.accept(actor=street, at=NOW, case_id=petition)
    services.close(actor=street, at=days(at), case_id=petition, outcome=SOLVED)
    return petition


def _asked(who: Actor, case: UUID, at: int, told_on: date) -> UUID:
    new = NewReview("没有解决漏水", told_on)
    return services.ask_review(actor=who, at=days(at), case_id=case, new=new)


def test_sixty_days_count_from_the_day_on_which_a_petition_was_taken(offices: Offices) -> None:
    city, petition = offices.scene.city, offices.open("petition")
    row = offices.case(petition)
    assert (row.accepted_on, row.due_on) == (None, date(2026, 3, 17))
    # Handed on before it was taken, the first limit goes on.
    services.assign(actor=city, at=days(5), case_id=petition, place_no=place_no(DISTRICT), words="按清单")
    assert offices.case(petition).due_on == date(2026, 3, 17)
    # Accepted 2025-03-10 → 2025-05-09; a year later the same days.
    services.accept(actor=offices.district, at=days(8), case_id=petition)
    row = offices.case(petition)
    assert (row.accepted_on, row.counts_from, row.due_on) == (date(2026, 3, 10), date(2026, 3, 10), date(2026, 5, 9))
    # Whoever leads next takes it anew; the limit does not begin anew.
    services.hand_up(actor=offices.district, at=days(20), case_id=petition, words="市里协调")
    services.accept(actor=city, at=days(21), case_id=petition)
    row = offices.case(petition)
    assert (row.accepted_on, row.due_on) == (date(2026, 3, 10), date(2026, 5, 9))
    services.ask_extension(actor=city, at=days(22), case_id=petition, days=30, words="情况复杂")
    colleague = {"actor": place_actor("city_manager", CITY), "at": days(22), "case_id": petition}
    services.decide_extension(is_agreed=True, words="", **colleague)
    assert offices.case(petition).due_on == date(2026, 6, 8)


def test_a_review_is_a_case_of_the_office_above_about_the_same_people_and_is_asked_once(offices: Offices) -> None:
    petition = _answered(offices, caller=COMPLAINANT)
    review = _asked(offices.scene.community, petition, 20, date(2026, 3, 12))
    row = offices.case(review)
    assert (row.kind, row.first_id, row.place_no, row.state) == ("petition_review", petition, place_no(DISTRICT), "new")
    # Thirty days from the request, whether it was taken yet or not; nobody reviews the own answer.
    assert (row.due_on, row.against_place_no) == (date(2026, 4, 21), place_no(STREET))
    with acting(SYSTEM):
        assert list(CasePerson.objects.filter(case=review).values_list("retiree_id", flat=True)) == [offices.person()]
    with acting(offices.district):
        caller = caller_of(row)
        assert caller is not None and caller.name == COMPLAINANT.name
    with acting(offices.scene.street):
        assert caller_of(row) is None
    again = {"actor": offices.scene.street, "at": days(21), "case_id": petition, "new": NewReview("再查", TODAY)}
    assert code_of(Conflict, services.ask_review, **again) == "cases.reviewed_already"
    with acting(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=offices.open("other")).update(first_id=petition)


def test_the_second_review_is_the_citys_and_after_it_there_is_none(offices: Offices) -> None:
    petition = _answered(offices)
    review = _asked(offices.scene.street, petition, 20, date(2026, 3, 12))
    district = offices.district
    assert (
        code_of(Refused, services.send_back, actor=district, at=days(20), case_id=review, words="不管")
        == "cases.not_yours"
    )
    services.accept(actor=district, at=days(21), case_id=review)
    services.close(actor=district, at=days(40), case_id=review, outcome=SOLVED)
    second = _asked(district, review, 50, date(2026, 4, 12))
    row = offices.case(second)
    assert (row.kind, row.first_id, row.place_no) == ("petition_second_review", review, place_no(CITY))
    services.accept(actor=offices.scene.city, at=days(51), case_id=second)
    services.close(actor=offices.scene.city, at=days(60), case_id=second, outcome=SOLVED)
    last = {
        "actor": offices.scene.city,
        "at": days(61),
        "case_id": second,
        "new": NewReview("还是不服", days(61).date()),
    }
    assert code_of(Conflict, services.ask_review, **last) == "cases.not_now"


def test_a_review_is_asked_for_within_thirty_days_of_the_written_answer(offices: Offices) -> None:
    petition = _answered(offices)
    told = date(2026, 3, 12)
    late = {"actor": offices.scene.street, "case_id": petition, "new": NewReview("不服", told)}
    # The thirtieth day is the eleventh of April.
    assert code_of(Refused, services.ask_review, at=days(41), **late) == "cases.review_too_late"
    before = {**late, "new": NewReview("不服", date(2026, 3, 9))}
    assert code_of(Invalid, services.ask_review, at=days(40), **before) == "cases.words_missing"
    empty = {**late, "new": NewReview(" ", told)}
    assert code_of(Invalid, services.ask_review, at=days(40), **empty) == "cases.words_missing"
    services.ask_review(at=days(40), **late)


def test_what_is_no_answered_petition_or_was_answered_by_the_city_has_no_review_here(offices: Offices) -> None:
    city, street = offices.scene.city, offices.scene.street
    new = NewReview("不服", TODAY)
    other = offices.led()
    services.close(actor=street, at=NOW, case_id=other, outcome=SOLVED)
    ask = {"at": NOW, "new": new}
    assert code_of(Conflict, services.ask_review, actor=street, case_id=other, **ask) == "cases.not_now"
    petition = offices.open("petition")
    assert code_of(Conflict, services.ask_review, actor=city, case_id=petition, **ask) == "cases.not_now"
    services.accept(actor=city, at=NOW, case_id=petition)
    services.close(actor=city, at=NOW, case_id=petition, outcome=SOLVED)
    assert code_of(Conflict, services.ask_review, actor=city, case_id=petition, **ask) == "cases.review_outside"
    with pytest.raises(NotFound):
        services.ask_review(actor=offices.scene.elsewhere, case_id=petition, **ask)
    # Nobody opens a review that reviews nothing.
    assert {"petition_review", "petition_second_review"}.isdisjoint({one.code for one in kinds_to_open(TODAY)})
    with pytest.raises(NotFound):
        services.open_case(actor=city, at=NOW, new=NewCase("petition_review", "复查"))


def test_the_page_of_an_answered_petition_leads_to_its_review_and_back(offices: Offices) -> None:
    petition = _answered(offices, at=0)
    street = Browser(offices.scene.street)

    def page(browser: Browser, case: object) -> str:
        return unescape(text_of(browser.ask(reverse("cases:case", args=[case]))))

    assert "登记复查（复核）请求" in page(street, petition) and "办理期限从受理之日起算" in page(street, petition)
    act = reverse("cases:act", args=[petition, "ask_review"])
    wrong = street.ask(act, {"told_on": "", "words": "不服"})
    assert wrong.status_code == 422
    review = _asked(offices.scene.street, petition, 3, TODAY)
    assert offices.case(review).number in page(street, petition)
    assert "登记复查" not in page(street, petition)
    assert offices.case(petition).number in page(Browser(offices.district), review)
