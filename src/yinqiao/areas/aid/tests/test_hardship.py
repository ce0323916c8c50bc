"""Hardship: recognised, changed, ended, taken back; what the register shows; contradictions; deaths; who sees it."""

from __future__ import annotations

import pytest

from yinqiao.areas.aid import queries
from yinqiao.areas.aid.tests.tellers import LATER, PERSON, TODAY, Tellers
from yinqiao.areas.aid.types import HARDSHIP
from yinqiao.areas.duties.queries import list_duties
from yinqiao.areas.intake.services import take_claim
from yinqiao.areas.intake.tests.offices import SYSTEM, cases, open_office, person_of
from yinqiao.areas.intake.types import SourceKind
from yinqiao.areas.retirees.services import add_note, merge_entries, record_death, withdraw_death
from yinqiao.areas.retirees.tests.small_city import Register
from yinqiao.areas.retirees.types import ActRule, Death, NoteInput, NoteKind, Source
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import acting
from yinqiao.platform.acts import perform

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_a_grade_stands_changes_and_ends_and_each_is_taken_back_as_it_was_told(tellers: Tellers) -> None:
    assert tellers.recognise().code == "applied"
    changed = tellers.recognise("near_minimum", "2026-02-20")
    assert tellers.hardships() == [("minimum_living", "replaced"), ("near_minimum", "standing")]
    ended = tellers.end()
    assert (ended.code, tellers.hardships()[1]) == ("applied", ("near_minimum", "ended"))
    assert tellers.take_back(tellers.civil, ended).code == "applied"
    assert tellers.take_back(tellers.civil, changed).code == "applied"
    assert tellers.hardships() == [("minimum_living", "standing"), ("near_minimum", "withdrawn")]


def test_the_register_shows_destitution_exactly_while_civil_affairs_say_so(tellers: Tellers) -> None:
    tellers.recognise("destitute")
    assert tellers.groups() == "destitute"
    changed = tellers.recognise("minimum_living", "2026-02-20")
    assert tellers.groups() == ""
    tellers.take_back(tellers.civil, changed)
    assert tellers.groups() == "destitute"
    ended = tellers.end()
    assert tellers.groups() == ""
    tellers.take_back(tellers.civil, ended)
    assert tellers.groups() == "destitute"
    causes = {cause for kind, cause in tellers.events() if kind == "retirees.details_corrected"}
    assert causes == {
        "aid.hardship_recognised", "aid.hardship_withdrawn", "aid.hardship_ended", "aid.hardship_resumed",
    }  # fmt: skip


def test_who_is_recognised_is_to_be_visited_until_somebody_was_there(tellers: Tellers) -> None:
    tellers.recognise()
    assert tellers.visits() == [("hardship", "open")]
    tellers.visit()
    assert tellers.visits() == [("hardship", "visited")]
    tellers.recognise("destitute", "2026-03-01")
    assert tellers.visits() == [("hardship", "visited"), ("hardship", "open")]
    tellers.end("2026-03-03")
    assert tellers.visits()[1] == ("hardship", "withdrawn")


@pytest.mark.parametrize(
    ("grade", "since", "outcome"),
    [
        ("minimum_living", "2026-02-01", "same"),
        ("destitute", "2026-01-31", "older"),
        ("destitute", "2026-02-01", "disputed"),
        ("destitute", "2026-02-02", "applied"),
        ("destitute", "1900-01-01", "disputed"),
    ],
)
def test_another_office_is_weighed_against_what_stands(tellers: Tellers, grade: str, since: str, outcome: str) -> None:
    tellers.recognise()
    assert tellers.recognise(grade, since).code == outcome
    if outcome == "disputed" and since != "1900-01-01":
        assert cases()[0].kind == "same_day"
        take_claim(actor=tellers.city.actor("community_officer"), at=LATER, case_id=cases()[0].pk)
        assert ("destitute", "standing") in tellers.hardships()


def test_an_end_of_what_never_stood_or_of_an_earlier_time_changes_nothing(tellers: Tellers) -> None:
    assert tellers.end().code == "same"
    tellers.recognise()
    assert tellers.end("2026-01-01").code == "older"
    assert tellers.end("2026-02-10").code == "applied"
    # What comes late and is older than the end opens nothing again.
    assert tellers.recognise(since="2026-02-05").code == "older"
    assert tellers.hardships() == [("minimum_living", "ended")]


def test_a_recognition_that_has_ended_is_taken_back_by_a_person_only(tellers: Tellers) -> None:
    first = tellers.recognise()
    tellers.end()
    assert tellers.take_back(tellers.civil, first).code == "disputed"
    assert tellers.hardships() == [("minimum_living", "ended")]


def test_a_death_stops_everything_and_its_withdrawal_brings_it_back(tellers: Tellers) -> None:
    tellers.recognise()
    community, street = tellers.city.actor("community_officer"), tellers.city.actor("street_officer")
    version = person_of(tellers.person).lock_version
    told = Death(TODAY, Source.RELATIVE, "死亡医学证明", version)
    record_death(actor=community, at=LATER, retiree_id=tellers.person, death=told)
    assert (tellers.hardships(), tellers.visits()) == ([("minimum_living", "deceased")], [("hardship", "deceased")])
    version = person_of(tellers.person).lock_version
    withdraw_death(actor=street, at=LATER, retiree_id=tellers.person, reason="登记错人", lock_version=version)
    assert (tellers.hardships(), tellers.visits()) == ([("minimum_living", "standing")], [("hardship", "open")])
    assert ("aid.stopped", "retirees.death_recorded") in tellers.events()
    assert ("aid.went_on", "retirees.death_withdrawn") in tellers.events()


def test_only_who_looks_after_the_person_reads_it(tellers: Tellers) -> None:
    tellers.recognise()
    city = tellers.city
    for role, seen in (("community_officer", 1), ("enterprise_officer", 0), ("auditor", 0)):
        actor = city.actor(role)
        with acting(actor):
            assert list_duties(scope=actor.scope, today=TODAY, service="visit").count() == seen
            found = queries.list_hardships(scope=actor.scope, retiree_id=tellers.person)
            assert found.count() == seen
    stranger = city.actor("community_officer", scope="far")
    with acting(stranger):
        assert list_duties(scope=stranger.scope, today=TODAY).count() == 0
        with pytest.raises(NotFound):
            queries.list_hardships(scope=stranger.scope, retiree_id=tellers.person)


def test_no_other_kind_of_office_may_tell_and_a_basis_is_needed(tellers: Tellers) -> None:
    police = open_office(tellers.city, SourceKind.POLICE)
    data = {**PERSON, "since": "2026-02-01", "grade": "destitute", "basis": "x1"}
    assert police.tell(HARDSHIP, data).reason == "type_not_allowed"
    assert tellers.recognise(basis="").reason == "data_invalid"
    assert tellers.recognise("rich").reason == "data_invalid"
    assert tellers.hardships() == []
    with acting(SYSTEM):
        assert queries.standing_grades([tellers.person]) == {}


def test_what_is_due_under_an_entry_that_gave_way_is_due_for_the_one_that_stays(
    tellers: Tellers, register: Register
) -> None:
    tellers.recognise()
    stays, street = register(id_no="430999194806150032"), tellers.city.actor("street_officer")
    rule = ActRule("merge", "合并", frozenset({"street_officer"}))
    with perform(actor=street, action="test.merge", at=LATER) as act:
        merge_entries(act=act, rule=rule, keep_id=stays, gone_id=tellers.person)
    officer = tellers.city.actor("community_officer")
    with acting(officer):
        due = [one["retiree_id"] for one in list_duties(scope=officer.scope, today=TODAY, service="visit")]
        assert queries.standing_hardship(scope=officer.scope, retiree_id=stays) is not None
    assert due == [stays]
    note = NoteInput(NoteKind.VISIT, TODAY, "安好")
    add_note(actor=officer, at=LATER, retiree_id=stays, note=note)
    assert tellers.visits() == [("hardship", "visited")]
