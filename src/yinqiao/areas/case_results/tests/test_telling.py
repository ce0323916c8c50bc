"""An outcome is told to each person once; the person reads it and rates it; a bad word is followed up by somebody else."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from yinqiao.areas.case_results import queries, services
from yinqiao.areas.case_results.models import Telling
from yinqiao.areas.case_results.types import Answered, Call, NewTelling, Way
from yinqiao.areas.cases import services as cases
from yinqiao.areas.cases.models import Case, CaseCaller, CasePassage, CasePerson
from yinqiao.areas.cases.queries import list_own_cases
from yinqiao.areas.cases.services import CASES
from yinqiao.areas.cases.tests.offices import COMPLAINANT, SOLVED, SYSTEM, Offices, code_of, days, place_no
from yinqiao.areas.cases.types import Caller
from yinqiao.areas.cases.types import Grade as CaseGrade
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.ratings import services as ratings
from yinqiao.areas.ratings.models import Rating
from yinqiao.areas.ratings.queries import list_ratings
from yinqiao.areas.ratings.types import By, Grade, NewRating
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.audit.models import Entry

pytestmark = [pytest.mark.db, pytest.mark.django_db]
PORTAL = NewTelling(Way.PORTAL, "屋面已经修好，下雨再漏请打街道电话。")


def _me(offices: Offices, name: str = "王桂英") -> Actor:
    with acting(SYSTEM):
        person = offices.person(name)
    return Actor(person, "retiree", name, Scope.of_person(person))


def _over(offices: Offices, **told: Any) -> UUID:
    """A case that the street has solved."""
    case = offices.led(**told)
    cases.close(actor=offices.scene.street, at=days(1), case_id=case, outcome=SOLVED)
    return case


def _tell(offices: Offices, case: UUID, new: NewTelling = PORTAL, at: datetime | None = None, **who: Any) -> UUID:
    person = who.pop("person", None) or offices.person()
    return services.tell(
        actor=who.pop("by", offices.scene.street), at=at or days(2), case_id=case, retiree_id=person, new=new
    )


def _read(who: Actor) -> list[Any]:
    with acting(who):
        return queries.list_own_results(scope=who.scope, today=days(3).date())


def test_a_person_reads_of_the_own_case_who_leads_how_far_it_is_and_the_outcome_once_it_was_told(
    offices: Offices,
) -> None:
    case, me = offices.led(), _me(offices)
    (row,) = _read(me)
    assert row.case.kind.title == "住房维修问题" and "望月湖街道正在办" in row.sentence and row.told is None
    cases.close(actor=offices.scene.street, at=days(1), case_id=case, outcome=SOLVED)
    (row,) = _read(me)
    assert "会把结果告诉您" in row.sentence and not row.may_rate
    _tell(offices, case)
    (row,) = _read(me)
    assert row.told.words == PORTAL.words and row.may_rate and "已解决" in row.sentence
    # Nothing of the case itself: neither its words nor what caused it, who complains, nor what offices did.
    with acting(me):
        assert not any(table.objects.exists() for table in (Case, CaseCaller, CasePassage, CasePerson, Telling))


def test_nobody_reads_the_case_of_another_and_a_warrant_opens_none(offices: Offices) -> None:
    case = _over(offices)
    _tell(offices, case)
    stranger = Actor(uuid4(), "retiree", "别人", Scope.of_person(uuid4()))
    assert _read(stranger) == []
    with acting(offices.scene.street):
        assert list_own_cases(scope=offices.scene.street.scope) == []
    new = NewRating(Grade.GOOD)
    with pytest.raises(NotFound):
        ratings.rate_own_matter(actor=stranger, at=days(3), matter_id=case, new=new)


def test_a_case_whose_caller_wants_to_stay_unknown_is_shown_only_once_the_person_was_told(offices: Offices) -> None:
    case = offices.led(caller=COMPLAINANT)
    assert _read(_me(offices)) == []
    cases.close(actor=offices.scene.street, at=days(1), case_id=case, outcome=SOLVED)
    named = NewTelling(Way.PORTAL, "周大姐反映的漏水已修好")
    given = {"actor": offices.scene.street, "at": days(2), "case_id": case, "retiree_id": offices.person()}
    assert code_of(Invalid, services.tell, new=named, **given) == "cases.words_missing"
    _tell(offices, case)
    (row,) = _read(_me(offices))
    assert "周大姐" not in row.told.words


def test_who_complains_for_oneself_is_called_by_the_own_name(offices: Offices) -> None:
    case = _over(offices, caller=Caller("王桂英", "13911112222"))
    assert _tell(offices, case, NewTelling(Way.PAPER, "王桂英同志：屋面已修好。"))


def test_an_outcome_is_told_by_whoever_leads_once_for_each_end(offices: Offices) -> None:
    street, case = offices.scene.street, offices.led()
    given = {"case_id": case, "retiree_id": offices.person(), "new": PORTAL}
    assert code_of(Conflict, services.tell, actor=street, at=days(1), **given) == "case_results.not_over"
    cases.close(actor=street, at=days(1), case_id=case, outcome=SOLVED)
    for who in (offices.scene.community, offices.district):
        assert code_of(Refused, services.tell, actor=who, at=days(1), **given) == "cases.not_yours"
    with pytest.raises(NotFound):
        services.tell(actor=offices.scene.elsewhere, at=days(1), **given)
    with pytest.raises(NotFound):
        services.tell(actor=street, at=days(1), **{**given, "retiree_id": uuid4()})
    with acting(street):
        assert [one.pk for one in queries.list_untold(scope=street.scope, today=days(2).date())] == [case]
    services.tell(actor=street, at=days(1), **given)
    assert code_of(Conflict, services.tell, actor=street, at=days(1), **given) == "case_results.told_already"
    with acting(street):
        assert not queries.list_untold(scope=street.scope, today=days(2).date())
    cases.reopen(actor=street, at=days(2), case_id=case, words="又漏了")
    assert _read(_me(offices))[0].told is None
    cases.close(actor=street, at=days(3), case_id=case, outcome=SOLVED)
    services.tell(actor=street, at=days(3), **given)
    assert offices.done(case).count("告知本人结果：长辈版网上告知") == 2
    with acting(SYSTEM):
        assert "修好" not in str(list(Entry.objects.values_list("detail", flat=True)))
        row = Telling.objects.first()
        assert row is not None and "修好".encode() not in bytes(row.sealed)
        with pytest.raises(IntegrityError), transaction.atomic():
            Telling.objects.create(
                person_id=row.person_id, turn=row.turn, way="paper", told_on=NOW, sealed=b"x", author_name="x"
            )


def test_a_call_says_when_and_who_answered(offices: Offices) -> None:
    case = _over(offices)
    given = {"actor": offices.scene.street, "at": days(2), "case_id": case, "retiree_id": offices.person()}

    def told(call: Call | None) -> NewTelling:
        return NewTelling(Way.PHONE, "已修好", call)

    assert code_of(Invalid, services.tell, new=told(None), **given) == "case_results.call_missing"
    assert (
        code_of(Invalid, services.tell, new=told(Call(days(3), Answered.SELF)), **given) == "case_results.call_missing"
    )
    family = Call(days(1), Answered.FAMILY, " ")
    assert code_of(Invalid, services.tell, new=told(family), **given) == "case_results.kin_missing"
    services.tell(new=told(Call(days(1), Answered.FAMILY, "女儿", "R-0007")), **given)
    with acting(offices.scene.street):
        ((_, what),) = queries.tellings_of(scope=offices.scene.street.scope, case_id=case).values()
    assert "本人同意的家属（女儿）接听" in what.call and "R-0007" in what.call


def test_a_good_word_ends_the_call_back_and_a_bad_one_is_followed_up_by_somebody_else(offices: Offices) -> None:
    me, case = _me(offices), _over(offices)
    _tell(offices, case)
    pk = ratings.rate_own_matter(actor=me, at=days(3), matter_id=case, new=NewRating(Grade.WORST, "又漏了"))
    assert offices.case(case).grade == "" and offices.listed(offices.district, standing="call_back") == [case]
    again = {"actor": me, "at": days(3), "matter_id": case, "new": NewRating(Grade.GOOD)}
    assert code_of(Conflict, ratings.rate_own_matter, **again) == "ratings.rated_already"
    assert _read(me)[0].grade == "非常不满意"
    done = {"at": days(4), "rating_id": pk, "outcome": "上门核实，确实又漏"}
    assert code_of(Refused, ratings.close, actor=offices.scene.street, **done) == "ratings.handled_it"
    district = offices.district
    cases.call_back(actor=district, at=days(4), case_id=case, grade=CaseGrade.WORST, words="又漏了")
    ratings.close(actor=district, **done)
    row = offices.case(case)
    assert (row.state, row.reworks) == ("open", 1)
    # The new outcome has a word of its own.
    cases.close(actor=offices.scene.street, at=days(5), case_id=case, outcome=SOLVED)
    _tell(offices, case, at=days(6))
    ratings.rate_own_matter(actor=me, at=days(6), matter_id=case, new=NewRating(Grade.GOOD))
    assert offices.case(case).grade == "good" and "本人评价：满意" in offices.done(case)


def test_a_word_by_telephone_or_on_the_slip_is_noted_by_who_had_no_hand_in_it(offices: Offices) -> None:
    case = _over(offices)
    given = {
        "at": days(3),
        "matter_id": case,
        "retiree_id": offices.person(),
        "new": NewRating(Grade.POOR, "慢"),
        "by": By.PAPER,
    }
    assert code_of(Refused, ratings.note_matter, actor=offices.scene.street, **given) == "ratings.handled_it"
    with pytest.raises(NotFound):
        ratings.note_matter(actor=offices.scene.elsewhere, **given)
    with pytest.raises(NotFound):
        ratings.note_matter(actor=offices.district, **{**given, "retiree_id": uuid4()})
    pk = ratings.note_matter(actor=offices.district, **given)
    # Whoever noted it may follow it up: noting is no hand in the case.
    ratings.close(actor=offices.district, at=days(4), rating_id=pk, outcome="已说明")
    with acting(SYSTEM):
        assert (Rating.objects.get().by, Rating.objects.get().follow_up) == ("paper", "closed")


def test_what_is_said_of_a_complaint_is_not_read_by_the_office_complained_of(offices: Offices) -> None:
    case = offices.open(against_place_no=place_no("430104001000"))
    cases.accept(actor=offices.district, at=NOW, case_id=case)
    cases.close(actor=offices.district, at=days(1), case_id=case, outcome=SOLVED)
    ratings.rate_own_matter(actor=_me(offices), at=days(2), matter_id=case, new=NewRating(Grade.POOR))
    with acting(offices.scene.street):
        assert not list_ratings(scope=offices.scene.street.scope).exists()
    with acting(offices.district):
        assert list_ratings(scope=offices.district.scope).count() == 1
    done = {"at": days(3), "outcome": "已核实"}
    with acting(SYSTEM):
        pk = Rating.objects.get().pk
    assert code_of(Refused, ratings.close, actor=offices.district, rating_id=pk, **done) == "ratings.handled_it"
    ratings.close(actor=offices.scene.city, rating_id=pk, **done)


def test_a_person_rates_only_what_is_over(offices: Offices) -> None:
    case = offices.led()
    given = {"actor": _me(offices), "at": days(1), "matter_id": case, "new": NewRating(Grade.GOOD)}
    assert code_of(Conflict, ratings.rate_own_matter, **given) == "ratings.not_over"


def test_what_was_told_goes_with_its_case(offices: Offices) -> None:
    case = _over(offices)
    _tell(offices, case)
    with acting(SYSTEM):
        assert CASES.destroy([case], NOW, case) == 1
        assert not Telling.objects.exists() and not CasePerson.objects.exists() and not Case.objects.exists()
