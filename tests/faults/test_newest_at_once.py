"""Orders, hours, rounds, reviews, stays and papers of the record in two hands at the same moment: done once, the other is told."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from tests.faults.at_once import DONE, overtaken, queued
from yinqiao.areas.archive_certificates import services as attestations
from yinqiao.areas.archive_certificates.models import Attestation
from yinqiao.areas.archive_certificates.tests.desk import HISTORY, WHERE
from yinqiao.areas.archive_certificates.tests.desk import Desk as Counter
from yinqiao.areas.cases.models import Case
from yinqiao.areas.certificates.models import Certificate, SealUse
from yinqiao.areas.digitised.tests.room import Room
from yinqiao.areas.dues.tests.branch import at
from yinqiao.areas.duties.models import Delivery
from yinqiao.areas.duties.tests.serving import Serving
from yinqiao.areas.handover.tests.conftest import NOW, make_scene
from yinqiao.areas.hotline import services as hotline
from yinqiao.areas.hotline.models import Answer, Batch, Cluster, Order, OrderVersion
from yinqiao.areas.hotline.tests.sheets import LATER, Desk, row, sheet
from yinqiao.areas.hotline.types import Reason
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party.tests.transfers import TODAY, Transfer
from yinqiao.areas.party_life.tests.life import Life
from yinqiao.areas.party_reviews import services as reviews
from yinqiao.areas.party_reviews.models import Review, Tally
from yinqiao.areas.party_reviews.tests.round import B, E, Q, Round
from yinqiao.areas.retirees.models import Note, Retiree
from yinqiao.areas.retirees.tests.small_city import AT, build_city, register_many
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.areas.rounds import services as rounds
from yinqiao.areas.rounds.models import Item
from yinqiao.areas.rounds.models import Round as Walk
from yinqiao.areas.rounds.tests.walking import LATER as AT_THE_DOOR
from yinqiao.areas.rounds.tests.walking import Walking
from yinqiao.areas.secondments import services as secondments
from yinqiao.areas.secondments.models import Deed, KeyCommunity, Secondment
from yinqiao.areas.secondments.tests.conftest import BESIDE, Stay, make_stay, new_community, new_secondment
from yinqiao.areas.secondments.types import DeedKind, NewDeed
from yinqiao.areas.volunteers import services as volunteers
from yinqiao.areas.volunteers.models import Confirmation, Part, Task, Volunteer
from yinqiao.areas.volunteers.tests.club import AFTER, BEGINS, ENDS, Club, part_of
from yinqiao.areas.volunteers.types import Grade, Served
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.fault, pytest.mark.usefixtures("keys")]
SYSTEM = Actor.system("测试")
DOUBLE = "五栋电梯停用一个月，老人上下楼不便"


def _count(model: Any, **narrowed: Any) -> int:
    with acting(SYSTEM):
        return int(model.objects.filter(**narrowed).count())


@pytest.fixture
def desk(keys: None) -> Desk:
    """The city's desk of the hotline."""
    return Desk.of(make_scene())


@pytest.fixture
def club(keys: None) -> Club:
    """Volunteers of the small city."""
    city = build_city()
    return Club(city, lambda **facts: register_many(city, [facts], RetireeStatus.MANAGED)[0])


@pytest.fixture
def walking(keys: None) -> Walking:
    """A round of two people, taken."""
    city = build_city()
    first, other = register_many(city, [{"born_on": Serving.BORN}] * 2, RetireeStatus.MANAGED)
    serving = Serving(city, first)
    serving.sweep()
    return Walking(serving, other, city.actor("community_officer")).take()


@pytest.fixture
def review(keys: None) -> Round:
    """A review of this year."""
    return Round.of(Life.of(Transfer.of(make_scene())))


@pytest.fixture
def stay(keys: None) -> Stay:
    """Somebody seconded to a key community."""
    return make_stay(make_scene())


@pytest.fixture
def counter(keys: None) -> Counter:
    """A store room whose archives are asked about."""
    return Counter.of(Room.of(make_scene()))


# Orders of the hotline.


def test_one_sheet_taken_in_at_two_desks_is_one(desk: Desk) -> None:
    take = [partial(hotline.take_orders, actor=desk.city, at=NOW, file=sheet(row("A1"))) for _ in range(2)]
    assert overtaken(*take) == [DONE, DONE]
    assert (_count(Batch), _count(Order), _count(Case)) == (1, 1, 1)


def test_an_order_that_stands_on_two_sheets_is_taken_in_once_and_the_later_words_are_its_next_version(
    desk: Desk,
) -> None:
    first, second = sheet(row("A1")), sheet(row("A1", "四栋屋面漏水，更正楼栋"), row("A2", DOUBLE))
    take = [partial(hotline.take_orders, actor=desk.city, at=NOW, file=one) for one in (first, second)]
    assert overtaken(*take) == [DONE, DONE]
    assert (_count(Batch), _count(Order), _count(OrderVersion), _count(Case)) == (2, 2, 1, 2)
    assert desk.order("A1").version == 2


def test_the_same_words_on_two_sheets_are_one_case(desk: Desk) -> None:
    sheets = [sheet(*(row(f"{name}{no}", f"{DOUBLE}（第{no}次）") for no in range(20))) for name in "AB"]
    assert overtaken(*(partial(hotline.take_orders, actor=desk.city, at=NOW, file=one) for one in sheets)) == [DONE] * 2
    assert (_count(Order), _count(Case)) == (40, 1)


def test_what_is_over_is_answered_once(desk: Desk) -> None:
    batch = desk.take(row("A1"))
    desk.close("A1")
    answer = partial(hotline.answer_orders, actor=desk.city, at=NOW, batch_id=batch.pk)
    told = queued(Batch.objects.filter(pk=batch.pk), answer, answer)
    assert told == [DONE, "hotline.nothing_to_answer"]
    assert _count(Answer) == 1


def test_a_cluster_is_taken_up_by_one_while_another_dismisses_it(desk: Desk) -> None:
    desk.quiet()
    desk.ferment()
    hotline.sweep_clusters(actor=SYSTEM, at=LATER)
    with acting(SYSTEM):
        found = Cluster.objects.get().pk
    before = _count(Case)
    take = partial(hotline.take_up, actor=desk.city, at=LATER, cluster_id=found, words="查维修资金")
    dismiss = partial(
        hotline.dismiss, actor=desk.scene.community, at=LATER, cluster_id=found, reason=Reason.PASSING, words="雨季"
    )
    told = queued(Cluster.objects.filter(pk=found), take, dismiss, take)
    assert told == [DONE, "hotline.settled_already", "hotline.settled_already"]
    assert _count(Case) == before + 1


# Volunteers.


def test_hours_are_confirmed_once_and_the_second_is_asked_for_a_reason(club: Club) -> None:
    part = club.take(club.task(), club.volunteer())
    half = Served(starts_at=BEGINS, ends_at=ENDS, break_minutes=30, grade=Grade.GOOD)
    other = partial(volunteers.confirm, actor=club.street, at=AFTER, part_id=part, served=half)
    assert queued(Part.objects.filter(pk=part), lambda: club.confirm(part), other) == [DONE, "volunteers.not_complete"]
    assert (part_of(part).minutes, _count(Confirmation)) == (90, 1)


def test_hours_are_not_confirmed_for_who_is_noted_as_absent_meanwhile(club: Club) -> None:
    part = club.take(club.task(), club.volunteer())
    absent = partial(volunteers.note_absent, actor=club.street, at=AFTER, part_id=part)
    assert queued(Part.objects.filter(pk=part), absent, lambda: club.confirm(part)) == [DONE, "volunteers.not_complete"]
    assert part_of(part).state == "absent"


def test_the_last_place_of_a_task_is_given_once(club: Club) -> None:
    task, first, second = club.task(wanted=1), club.volunteer("志愿者甲"), club.volunteer("志愿者乙")
    told = queued(Task.objects.filter(pk=task), lambda: club.take(task, first), lambda: club.take(task, second))
    assert told == [DONE, "volunteers.full"]


def test_nobody_takes_a_task_that_is_cancelled_meanwhile_and_nobody_keeps_it(club: Club) -> None:
    task, first, second = club.task(), club.volunteer("志愿者甲"), club.volunteer("志愿者乙")
    club.take(task, first)
    cancel = partial(volunteers.cancel_task, actor=club.street, at=AT, task_id=task, why="下雨")
    assert queued(Task.objects.filter(pk=task), cancel, lambda: club.take(task, second)) == [DONE, "volunteers.closed"]
    assert _count(Part, state="taken") == 0


def test_at_two_counters_a_person_signs_up_once(club: Club) -> None:
    person = club.register(name="王桂英")
    told = queued(Retiree.objects.filter(pk=person), lambda: club.sign_up(person), lambda: club.sign_up(person))
    assert told == [DONE, "volunteers.already"]
    assert _count(Volunteer) == 1


def test_who_leaves_while_the_task_is_cancelled_blocks_nobody(club: Club) -> None:
    task, person = club.task(), club.volunteer()
    part = club.take(task, person)
    leave = partial(volunteers.leave, actor=club.street, at=AT, retiree_id=person)
    cancel = partial(volunteers.cancel_task, actor=club.street, at=AT, task_id=task, why="下雨")
    assert queued(Part.objects.filter(pk=part), leave, cancel) == [DONE, DONE]
    assert _count(Part, state="taken") == 0


# Rounds.


def test_a_visit_handed_in_by_two_windows_of_one_telephone_is_noted_once(walking: Walking) -> None:
    rows = Item.objects.filter(pk=walking.items[walking.person])
    assert queued(rows, walking.tell, walking.tell) == [DONE, DONE]
    assert walking.deliveries() == 1
    assert ("received", "") in walking.states()


def test_of_two_officers_with_the_same_person_on_their_rounds_the_second_gets_a_refusal_that_is_kept(
    walking: Walking,
) -> None:
    mate = Walking(walking.serving, walking.other, walking.serving.city.actor("community_officer")).take()
    told = queued(Retiree.objects.filter(pk=walking.person), walking.tell, mate.tell)
    # A refusal of an item is an answer to the telephone, not a fault of the act.
    assert told == [DONE, DONE]
    assert ("received", "") in walking.states() and ("refused", "duties.done_already") in mate.states()
    assert _count(Delivery) == 1


def test_a_round_is_cancelled_or_ended_and_nothing_comes_in_after(walking: Walking) -> None:
    act = {"at": AT_THE_DOOR, "round_id": walking.round_id}
    cancel = partial(rounds.cancel_round, actor=walking.officer, **act)
    told = queued(
        Walk.objects.filter(pk=walking.round_id),
        cancel,
        partial(rounds.end_round, actor=walking.officer, **act),
        cancel,
    )
    assert told == [DONE, DONE, "rounds.over"]
    with acting(SYSTEM):
        assert Walk.objects.get(pk=walking.round_id).state == "cancelled"
    assert walking.tell().code == "rounds.cancelled"
    assert walking.deliveries() == 0


def test_a_visit_that_comes_in_while_its_round_is_cancelled_is_taken_in_or_refused_and_never_half(
    walking: Walking,
) -> None:
    cancel = partial(rounds.cancel_round, actor=walking.officer, at=AT_THE_DOOR, round_id=walking.round_id)
    assert overtaken(walking.tell, cancel) == [DONE, DONE]
    assert walking.deliveries() == 1
    assert walking.tell(walking.other).code == "rounds.cancelled"


# Reviews.


def test_a_branch_is_reviewed_once_by_two_who_begin_at_once(keys: None) -> None:
    life = Life.of(Transfer.of(make_scene()))
    begin = [
        partial(reviews.open_review, actor=who, at=at(TODAY), branch_id=life.branch_id, year=2026)
        for who in (life.street, life.second())
    ]
    assert overtaken(*begin) == [DONE, "party_reviews.reviewed_already"]
    assert _count(Review) == 1


def _as_seen(review: Round, act: Any, **told: Any) -> Any:
    """An act on the review as both pages show it now."""
    return partial(act, at=at(TODAY), review_id=review.review_id, lock_version=review.row().lock_version, **told)


def test_a_review_is_concluded_by_one_of_two(review: Round) -> None:
    review.confirmed()
    life, first = review.life, dict(zip(map(review.life.member, review.life.serials), (E, Q, B), strict=True))
    send = _as_seen(review, reviews.send_up, words="同意评议意见")
    other = dict.fromkeys(first, Q)
    told = queued(
        Review.objects.filter(pk=review.review_id),
        lambda: send(actor=life.street, grades=first),
        lambda: send(actor=life.second(), grades=other),
    )
    assert told == [DONE, "party_reviews.changed_meanwhile"]


def test_a_review_is_approved_or_sent_back_and_not_both(review: Round) -> None:
    review.confirmed()
    review.send(E, Q, B)
    approve = _as_seen(review, reviews.approve, actor=review.life.district)
    back = _as_seen(review, reviews.send_back, actor=review.life.district, note="请补充意见")
    told = queued(Review.objects.filter(pk=review.review_id), approve, back, approve)
    assert told == [DONE, "party_reviews.changed_meanwhile", "party_reviews.changed_meanwhile"]
    assert (review.row().state, _count(Tally)) == ("approved", 4)


# Stays.


def _deed(stay: Stay) -> Any:
    new = NewDeed(DeedKind.VISIT, NOW.date(), "身体硬朗", "回电话", NOW.date())
    return partial(secondments.note_deed, actor=stay.officer, at=NOW, retiree_id=stay.people["王桂英"], new=new)


def _end(stay: Stay) -> Any:
    return partial(
        secondments.end_secondment, actor=stay.scene.community, at=NOW, secondment_id=stay.id, why="企业召回"
    )


def test_what_an_officer_notes_while_the_stay_ends_is_not_noted(stay: Stay) -> None:
    note = _deed(stay)
    told = overtaken(_end(stay), note)
    assert told[0] == DONE and told[1] != DONE
    assert (_count(Deed), _count(Note)) == (0, 0)


def test_what_was_noted_just_before_the_end_of_a_stay_passes_to_the_community(stay: Stay) -> None:
    assert overtaken(_deed(stay), _end(stay)) == [DONE, DONE]
    assert _count(Deed, passed_on__isnull=False) == 1


def test_a_stay_is_ended_once_by_community_and_city(stay: Stay) -> None:
    city = partial(secondments.end_secondment, actor=stay.scene.city, at=NOW, secondment_id=stay.id, why="收回")
    told = queued(Secondment.objects.filter(pk=stay.id), _end(stay), city)
    assert told == [DONE, "secondments.ended_already"]
    assert stay.row.ended_why == "企业召回"


def test_what_is_open_is_closed_by_the_officer_while_the_stay_ends_or_passes_on(stay: Stay) -> None:
    deed = _deed(stay)()
    close = partial(secondments.close_deed, actor=stay.officer, at=NOW, deed_id=deed)
    assert overtaken(close, _end(stay)) == [DONE, DONE]
    assert (_count(Deed, passed_on__isnull=False), _count(Deed, closed_on__isnull=False)) == (0, 1)


def test_a_key_community_is_opened_once_and_nobody_is_seconded_to_one_that_ends(stay: Stay) -> None:
    new = new_community(stay.scene, place_no=places().by_code[BESIDE].place_no)
    begin = partial(secondments.open_community, actor=stay.scene.city, at=NOW, new=new)
    assert overtaken(begin, begin) == [DONE, "secondments.known_already"]
    assert _count(KeyCommunity) == 2
    close = partial(secondments.close_community, actor=stay.scene.city, at=NOW, community_id=stay.community_id)
    second = partial(
        secondments.second_officer, actor=stay.scene.city, at=NOW, community_id=stay.community_id,
        new=new_secondment(username="xuanpai.gu"),
    )  # fmt: skip
    told = queued(KeyCommunity.objects.filter(pk=stay.community_id), close, second)
    assert told == [DONE, "secondments.ended_already"]
    assert _count(Secondment, ended_at__isnull=True) == 0


# Papers of the record.


def test_the_same_paper_is_asked_for_once_at_two_counters(counter: Counter) -> None:
    assert overtaken(counter.ask, counter.ask) == [DONE, "archive_certificates.asked_already"]
    assert _count(Attestation) == 1


def test_a_draft_is_sealed_once(counter: Counter) -> None:
    asked = counter.draft(counter.ask(HISTORY))
    seal = partial(attestations.issue, at=NOW, attestation_id=asked, is_compared=True, address=WHERE)
    told = queued(
        Attestation.objects.filter(pk=asked),
        lambda: seal(actor=counter.room.mate),
        lambda: seal(actor=counter.room.mate),
    )
    assert told == [DONE, "archive_certificates.not_now"]
    assert (_count(Certificate), _count(SealUse)) == (1, 1)


def test_a_draft_is_not_sealed_that_is_written_anew_or_sent_back_meanwhile(counter: Counter) -> None:
    asked = counter.draft(counter.ask(HISTORY))
    back = partial(attestations.send_back, actor=counter.room.mate, at=NOW, attestation_id=asked, words="页码不对")
    told = queued(Attestation.objects.filter(pk=asked), back, lambda: counter.issue(asked))
    assert told == [DONE, "archive_certificates.not_now"]
    assert _count(Certificate) == 0
