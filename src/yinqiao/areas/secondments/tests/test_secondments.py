"""Key communities, secondments, what officers do, and what passes to the community at the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from yinqiao.areas.accounts.models import Grant
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.models import Note, Retiree
from yinqiao.areas.retirees.queries import facts_of
from yinqiao.areas.secondments import queries, services
from yinqiao.areas.secondments.models import Deed, Secondment
from yinqiao.areas.secondments.tests.conftest import BESIDE, LAST, NOW, Stay, new_community, new_secondment
from yinqiao.areas.secondments.types import DeedKind, NewDeed, NewPhone, Proof, Right
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
TODAY = NOW.date()
DAY = timedelta(days=1)
VISIT = NewDeed(DeedKind.VISIT, TODAY, "身体硬朗，问搬家后的社区食堂", "call", TODAY + 3 * DAY)


def _note(stay: Stay, name: str = "王桂英", new: NewDeed = VISIT) -> Deed:
    made = services.note_deed(actor=stay.officer, at=NOW, retiree_id=stay.people[name], new=new)
    with acting(stay.scene.city):
        return Deed.objects.get(pk=made)


def _code(refusal: pytest.ExceptionInfo[DomainError]) -> str:
    return refusal.value.code


def test_the_city_alone_opens_a_key_community_once_and_over_a_community(stay: Stay) -> None:
    beside = places().by_code[BESIDE].place_no
    new = new_community(stay.scene, place_no=beside)
    for stranger in (stay.scene.community, stay.scene.street, stay.scene.officer, stay.officer):
        with pytest.raises(NotFound):
            services.open_community(actor=stranger, at=NOW, new=new)
    with pytest.raises(Invalid) as refusal:
        services.open_community(actor=stay.scene.city, at=NOW, new=new._replace(place_no=places().city.place_no))
    assert _code(refusal) == "secondments.place_not_possible"
    with pytest.raises(Invalid) as refusal:
        services.open_community(actor=stay.scene.city, at=NOW, new=new._replace(last_on=TODAY - DAY))
    assert _code(refusal) == "secondments.days_not_possible"
    with pytest.raises(Invalid) as refusal:
        services.open_community(actor=stay.scene.city, at=NOW, new=new._replace(document="  "))
    assert _code(refusal) == "secondments.text_missing"
    services.open_community(actor=stay.scene.city, at=NOW, new=new)
    with pytest.raises(Conflict) as refusal:
        services.open_community(actor=stay.scene.city, at=NOW, new=new)
    assert _code(refusal) == "secondments.known_already"
    with acting(stay.scene.city):
        assert queries.list_communities(scope=stay.scene.city.scope, today=TODAY).count() == 2
    with acting(stay.scene.community):
        assert queries.list_communities(scope=stay.scene.community.scope, today=TODAY).count() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"last_on": LAST + DAY}, "secondments.days_not_possible"),
        ({"last_on": TODAY - DAY}, "secondments.days_not_possible"),
        ({"from_on": TODAY - DAY}, "secondments.days_not_possible"),
        ({"rights": ()}, "secondments.rights_not_possible"),
        ({"rights": ("contacts", "decide")}, "secondments.rights_not_possible"),
        ({"document": " "}, "secondments.text_missing"),
        ({"username": "沈丽"}, "accounts.username_malformed"),
        ({"username": "xuanpai.shen"}, "accounts.username_taken"),
    ],
)
def test_nobody_is_seconded_beyond_the_key_community_or_the_rule(
    stay: Stay, changes: dict[str, object], code: str
) -> None:
    new = new_secondment(username="xuanpai.gu")._replace(**changes)
    with pytest.raises((Invalid, Conflict)) as refusal:
        services.second_officer(actor=stay.scene.city, at=NOW, community_id=stay.community_id, new=new)
    assert _code(refusal) == code
    with pytest.raises(NotFound):
        services.second_officer(actor=stay.scene.street, at=NOW, community_id=stay.community_id, new=new_secondment())
    with acting(stay.scene.city):
        assert Secondment.objects.count() == 1


def test_a_visit_is_a_note_of_the_register_by_the_officer_and_stays_it_after_the_end(stay: Stay) -> None:
    officer, deed = stay.officer, _note(stay)
    services.end_secondment(actor=stay.scene.community, at=NOW, secondment_id=stay.id, why="企业召回")
    with acting(stay.scene.community):
        note = Note.objects.get(retiree_id=stay.people["王桂英"])
        assert (note.author_id, note.author_name, note.kind) == (officer.id, "沈丽", "visit")
        (shown,) = queries.list_deeds(scope=stay.scene.community.scope)
        assert (shown.pk, shown.name, shown.author_name) == (deed.pk, "王桂英", "沈丽")
    with acting(stay.scene.neighbour):
        assert not queries.list_deeds(scope=stay.scene.neighbour.scope).exists()


@pytest.mark.parametrize("name", ["阿依古丽·买买提", "罗建华", "李秀兰"])
def test_nobody_outside_the_stay_is_reached_by_an_act_or_a_read(stay: Stay, name: str) -> None:
    officer, stranger = stay.officer, stay.people[name]
    phone = NewPhone("13900000999", Proof.CALL, 1)
    with pytest.raises(NotFound):
        services.note_deed(actor=officer, at=NOW, retiree_id=stranger, new=VISIT)
    with pytest.raises(NotFound):
        services.correct_phone(actor=officer, at=NOW, retiree_id=stranger, new=phone)
    with acting(officer), pytest.raises(NotFound):
        queries.calling_of(scope=officer.scope, retiree_id=stranger)
    with acting(stay.scene.city):
        assert not Deed.objects.exists() and not Note.objects.exists()


def test_a_phone_is_corrected_with_its_proof_as_the_source_and_nothing_else_is_told_in_a_stay(stay: Stay) -> None:
    person = stay.people["王桂英"]
    with acting(stay.officer):
        before = queries.calling_of(scope=stay.officer.scope, retiree_id=person)
        version = Retiree.objects.get(pk=person).lock_version
    new = NewPhone("13900000999", Proof.CALL, version)
    services.correct_phone(actor=stay.officer, at=NOW, retiree_id=person, new=new)
    with acting(stay.officer):
        after = queries.calling_of(scope=stay.officer.scope, retiree_id=person)
    assert (before.phone, after.phone) == ("13900000102", "13900000999") and after.address == before.address
    with acting(stay.scene.community):
        row = Retiree.objects.get(pk=person)
        assert row.sources["phone"] == ["call", TODAY.isoformat()] and facts_of([row])[0]["phone"] == "13900000999"
    with pytest.raises(Conflict):
        services.correct_phone(actor=stay.officer, at=NOW, retiree_id=person, new=new._replace(phone="13900000998"))
    with pytest.raises(Invalid):
        services.correct_phone(
            actor=stay.officer, at=NOW, retiree_id=person, new=NewPhone("12", Proof.CALL, version + 1)
        )


def test_a_right_that_was_not_given_is_refused(stay: Stay) -> None:
    with acting(stay.scene.city):
        Secondment.objects.filter(pk=stay.id).update(rights=[Right.CONTACTS])
    for kind in (DeedKind.VISIT, DeedKind.CALL, DeedKind.ACCOMPANY, DeedKind.PHONE):
        with pytest.raises(Refused) as refusal:
            services.note_deed(
                actor=stay.officer, at=NOW, retiree_id=stay.people["王桂英"], new=VISIT._replace(kind=kind)
            )
        assert _code(refusal) == "secondments.right_missing"
    with acting(stay.scene.city):
        Secondment.objects.filter(pk=stay.id).update(rights=[Right.VISITS])
    _note(stay)


def test_what_is_to_be_done_needs_its_day(stay: Stay) -> None:
    for due in (None, TODAY - DAY):
        with pytest.raises(Invalid) as refusal:
            _note(stay, new=VISIT._replace(due_on=due))
        assert _code(refusal) == "secondments.days_not_possible"
    assert _note(stay, new=VISIT._replace(due_on=TODAY)).due_on == TODAY
    assert _note(stay, new=VISIT._replace(follow_up="")).due_on is None


def test_what_is_open_passes_to_the_community_at_the_end_and_what_is_done_does_not(stay: Stay) -> None:
    done, left = _note(stay), _note(stay, "欧阳建国")
    services.close_deed(actor=stay.officer, at=NOW, deed_id=done.pk)
    with pytest.raises(Conflict):
        services.close_deed(actor=stay.officer, at=NOW, deed_id=done.pk)
    officer = stay.officer
    services.end_secondment(actor=stay.scene.city, at=NOW, secondment_id=stay.id, why="企业召回")
    with acting(stay.scene.community):
        scope = stay.scene.community.scope
        assert [one.pk for one in queries.list_passed(scope=scope)] == [left.pk]
        assert [one.pk for one in queries.list_handed_over(scope=scope, secondment_id=stay.id)] == [left.pk]
    for stranger in (officer, stay.scene.neighbour, stay.scene.officer):
        with pytest.raises(NotFound):
            services.close_deed(actor=stranger, at=NOW, deed_id=left.pk)
    services.close_deed(actor=stay.scene.community, at=NOW, deed_id=left.pk)
    with acting(stay.scene.community):
        row = Deed.objects.get(pk=left.pk)
        assert (row.passed_on, row.closed_on, row.closed_name) == (TODAY, TODAY, stay.scene.community.name)
        assert not queries.list_passed(scope=scope).exists()


def test_it_ends_at_once_by_either_side_and_by_nobody_else(stay: Stay) -> None:
    officer = stay.officer
    for stranger in (stay.scene.street, stay.scene.officer, stay.scene.neighbour, officer):
        with pytest.raises(NotFound):
            services.end_secondment(actor=stranger, at=NOW, secondment_id=stay.id, why="不要了")
    with pytest.raises(Invalid):
        services.end_secondment(actor=stay.scene.community, at=NOW, secondment_id=stay.id, why=" ")
    services.end_secondment(actor=stay.scene.community, at=NOW, secondment_id=stay.id, why="企业召回")
    assert stay.officer.role == "none" and stay.officer.scope.is_empty
    with pytest.raises(NotFound):
        services.note_deed(actor=officer, at=NOW, retiree_id=stay.people["王桂英"], new=VISIT)
    for again in (stay.scene.community, stay.scene.city):
        with pytest.raises(Conflict):
            services.end_secondment(actor=again, at=NOW, secondment_id=stay.id, why="企业召回")
    with pytest.raises(Conflict):
        services.prolong(actor=stay.scene.city, at=NOW, secondment_id=stay.id, last_on=LAST, document="延期")


def test_the_city_alone_prolongs_by_a_document_within_the_key_community(stay: Stay) -> None:
    with acting(stay.scene.city):
        Secondment.objects.filter(pk=stay.id).update(until_on=date(2027, 1, 1))
    told = {"at": NOW, "secondment_id": stay.id, "document": "湘企发〔2026〕9号"}
    for stranger in (stay.scene.community, stay.scene.street, stay.officer):
        with pytest.raises(NotFound):
            services.prolong(actor=stranger, last_on=LAST, **told)
    for wrong in (date(2026, 12, 31), LAST + DAY):
        with pytest.raises(Invalid):
            services.prolong(actor=stay.scene.city, last_on=wrong, **told)
    with pytest.raises(Invalid):
        services.prolong(actor=stay.scene.city, last_on=LAST, **{**told, "document": ""})
    services.prolong(actor=stay.scene.city, last_on=LAST, **told)
    row = stay.row
    assert row.until_on == LAST + DAY == Grant.objects.get(pk=row.grant_id).valid_to
    assert row.prolonged == [
        {"until": "2027-01-01", "document": "湘企发〔2026〕9号", "on": "2026-03-02", "by": stay.scene.city.name}
    ]


@pytest.mark.parametrize(("left", "told"), [(31, (0, 0)), (30, (1, 0)), (8, (1, 0)), (7, (1, 1)), (0, (1, 1))])
def test_its_end_is_told_of_30_and_7_days_before_to_community_and_city(
    stay: Stay, left: int, told: tuple[int, int]
) -> None:
    today = LAST - left * DAY
    for who in (stay.scene.community, stay.scene.city):
        with acting(who):
            assert queries.count_ending(scope=who.scope, today=today) == told
            listed = queries.list_secondments(scope=who.scope, today=today).filter(standing="ending")
            assert listed.count() == told[0]
    with acting(stay.scene.neighbour):
        assert queries.count_ending(scope=stay.scene.neighbour.scope, today=today) == (0, 0)


def test_a_night_ends_what_is_over_by_its_day_once_and_passes_on_what_is_open(stay: Stay) -> None:
    deed, system = _note(stay), Actor.system("选派期满")
    last = NOW.replace(year=LAST.year, month=LAST.month, day=LAST.day)
    assert services.end_over(actor=system, at=last) == 0
    assert [services.end_over(actor=system, at=last + DAY) for _ in range(2)] == [1, 0]
    row = stay.row
    assert (row.ended_why, row.ended_name) == ("选派期满", "选派期满")
    with acting(stay.scene.community):
        assert queries.list_passed(scope=stay.scene.community.scope).get().pk == deed.pk


def test_a_key_community_that_ends_ends_all_who_are_seconded_there(stay: Stay) -> None:
    with pytest.raises(NotFound):
        services.close_community(actor=stay.scene.community, at=NOW, community_id=stay.community_id)
    services.close_community(actor=stay.scene.city, at=NOW, community_id=stay.community_id)
    assert stay.row.ended_why == "重点社区结束" and stay.officer.role == "none"
    with pytest.raises(Conflict):
        services.close_community(actor=stay.scene.city, at=NOW, community_id=stay.community_id)
    with pytest.raises(Conflict):
        services.second_officer(
            actor=stay.scene.city, at=NOW, community_id=stay.community_id, new=new_secondment(username="xuanpai.gu")
        )


def test_an_absent_secondment_is_answered_as_anothers(stay: Stay) -> None:
    for who in (stay.scene.city, stay.scene.neighbour):
        with acting(who), pytest.raises(NotFound):
            queries.get_secondment(scope=who.scope, secondment_id=uuid4(), today=TODAY)
    with acting(stay.scene.neighbour), pytest.raises(NotFound):
        queries.get_secondment(scope=stay.scene.neighbour.scope, secondment_id=stay.id, today=TODAY)
    forged = replace(stay.officer, scope=stay.scene.community.scope)
    with acting(forged), pytest.raises(NotFound):
        queries.get_own(scope=forged.scope)
