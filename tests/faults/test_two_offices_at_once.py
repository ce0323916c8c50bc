"""Two offices with the same case, the same item after a death, the same meeting at the same moment: one is first, the other told."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

import pytest

from tests.faults.at_once import DONE, overtaken, queued
from yinqiao.areas.bereavement import services as bereavement
from yinqiao.areas.bereavement.models import Condolence, File, Item
from yinqiao.areas.bereavement.types import NewCondolence
from yinqiao.areas.cases import services as cases
from yinqiao.areas.cases.models import Case, CaseStep, Meeting
from yinqiao.areas.cases.tests.offices import COMMUNITY, SOLVED, STREET, Offices, place_no
from yinqiao.areas.cases.types import Held, NewDecision, NewMeeting, StepAct
from yinqiao.areas.effects.tests.lives import TODAY, Lives
from yinqiao.areas.handover.tests.conftest import NOW, make_scene, place_actor
from yinqiao.areas.party.tests.transfers import Transfer
from yinqiao.areas.party_life import services as party_life
from yinqiao.areas.party_life.models import Branch
from yinqiao.areas.party_life.models import Meeting as PartyMeeting
from yinqiao.areas.party_life.tests.life import Life
from yinqiao.areas.party_life.types import Mark, Said
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.fault, pytest.mark.usefixtures("keys")]
SYSTEM = Actor.system("测试")
HELD = Held(("望月湖街道 彭辉",), "先修后结。")


@pytest.fixture
def offices(keys: None) -> Offices:
    """Who opens a case, leads it, is asked."""
    return Offices.of(make_scene())


@pytest.fixture
def life(keys: None) -> Life:
    """A party branch of three members."""
    return Life.of(Transfer.of(make_scene()))


@pytest.fixture
def lives(keys: None) -> Lives:
    """Two people around whom much hangs; one of them has died."""
    lives = Lives.of(make_scene())
    lives.agree()
    lives.die()
    return lives


def _count(model: Any, **narrowed: Any) -> int:
    with acting(SYSTEM):
        return int(model.objects.filter(**narrowed).count())


# Cases.


def test_of_an_answer_and_a_return_of_one_step_one_counts(offices: Offices) -> None:
    case = offices.led()
    step = offices.give(case)
    do = partial(cases.do_step, actor=offices.scene.community, at=NOW, step_id=step)
    told = queued(
        CaseStep.objects.filter(pk=step),
        lambda: do(done=StepAct.ANSWER, words="已修好"),
        lambda: do(done=StepAct.RETURN, words="归物业"),
    )
    assert told == [DONE, "cases.not_now"]
    assert offices.step(step).state == "answered"


def test_an_answer_and_the_giver_who_takes_the_step_away_do_not_block_each_other(offices: Offices) -> None:
    case = offices.led()
    step = offices.give(case)
    answer = partial(cases.do_step, actor=offices.scene.community, at=NOW, step_id=step, done=StepAct.ANSWER)
    cancel = partial(cases.settle_step, actor=offices.scene.street, at=NOW, step_id=step, done=StepAct.CANCEL)
    told = queued(
        CaseStep.objects.filter(pk=step), lambda: answer(words="已修好"), lambda: cancel(words="本人说已修好")
    )
    assert told == [DONE, "cases.not_now"]
    assert offices.step(step).state == "answered"


def test_of_the_end_of_a_case_and_its_return_one_counts(offices: Offices) -> None:
    case = offices.led()
    close = partial(cases.close, actor=offices.scene.street, at=NOW, case_id=case, outcome=SOLVED)
    back = partial(cases.send_back, actor=offices.scene.street, at=NOW, case_id=case, words="归产权单位")
    assert queued(Case.objects.filter(pk=case), close, back) == [DONE, "cases.not_now"]
    assert offices.case(case).state == "closed"


def test_the_decisions_of_a_meeting_become_steps_once(offices: Offices) -> None:
    case = offices.led()
    meeting = _meeting(offices, case)
    record = partial(cases.record_meeting, actor=offices.scene.street, at=NOW, meeting_id=meeting, held=HELD)
    assert queued(Meeting.objects.filter(pk=meeting), record, record) == [DONE, "cases.not_now"]
    assert _count(CaseStep) == 1


def test_two_meetings_about_the_same_cases_do_not_block_each_other(offices: Offices) -> None:
    one, other = offices.led(), offices.led(words="围墙倾斜")
    first, second = _meeting(offices, one, other), _meeting(offices, other, one)
    record = partial(cases.record_meeting, actor=offices.scene.street, at=NOW, held=HELD)
    told = queued(
        Case.objects.filter(pk=one), lambda: record(meeting_id=first), lambda: record(meeting_id=second)
    )  # fmt: skip
    assert told == [DONE, DONE]
    assert _count(CaseStep) == 4


def _meeting(offices: Offices, *about: UUID) -> UUID:
    numbers = tuple(offices.case(one).number for one in about)
    new = NewMeeting("协调会", NOW.date(), numbers, ())
    made = cases.plan_meeting(actor=offices.scene.street, at=NOW, new=new)
    for at, one in enumerate(about):
        owner = place_no(COMMUNITY) if at % 2 else place_no(STREET)
        decision = NewDecision(one, "安排维修", 3, place_no=owner)
        cases.decide(actor=offices.scene.street, at=NOW, meeting_id=made, new=decision)
    return made


# After a death.


def _item(code: str) -> UUID:
    with acting(SYSTEM):
        return UUID(str(Item.objects.get(code=code).pk))


def _settling(actor: Actor, code: str) -> Any:
    return partial(bereavement.settle_item, actor=actor, at=NOW, item_id=_item(code), outcome="done")


def test_an_item_is_settled_by_one_of_two(lives: Lives) -> None:
    one = _settling(lives.scene.community, "condolence_visit")
    other = _settling(place_actor("community_officer", COMMUNITY), "condolence_visit")
    told = queued(Item.objects.filter(code="condolence_visit"), one, other)
    assert told == [DONE, "bereavement.settled_already"]


def test_a_visit_of_condolence_and_the_item_that_it_settles_do_not_block_each_other(lives: Lives) -> None:
    visit = NewCondolence(visited_on=TODAY, visitors="社区书记", money_fen=50_000, gift="花圈")
    condole = partial(
        bereavement.note_condolence, actor=lives.scene.community, at=NOW, retiree_id=lives.id(), new=visit
    )  # fmt: skip
    settle = _settling(lives.scene.community, "condolence_visit")
    assert queued(File.objects.all(), condole, settle) == [DONE, "bereavement.settled_already"]
    assert _count(Condolence) == 1


def test_with_the_last_two_items_settled_at_once_the_file_is_settled(lives: Lives) -> None:
    with acting(SYSTEM):
        left = list(Item.objects.filter(owner="community").values_list("code", flat=True)[:2])
        Item.objects.exclude(code__in=left).update(state="done", outcome="done", settled_at=NOW)
    assert overtaken(*[_settling(lives.scene.community, one) for one in left]) == [DONE, DONE]
    with acting(SYSTEM):
        assert File.objects.get().state == "settled"


# Party life.


def test_of_two_lists_of_a_meeting_the_second_is_told(life: Life) -> None:
    made = life.add()
    life.tell(made)
    seen, who = life.meeting(made).lock_version, life.member(life.serials[0])
    mark = partial(party_life.mark_roll, at=NOW, meeting_id=made, lock_version=seen)
    came, away = (Said(one, "") for one in (Mark.PRESENT, Mark.ABSENT))
    told = queued(
        PartyMeeting.objects.filter(pk=made),
        lambda: mark(actor=life.street, said={who: came}),
        lambda: mark(actor=life.second(), said={who: away}),
    )
    assert told == [DONE, "party_life.changed_meanwhile"]
    assert life.roll(made)[who][0] == "present"


def test_minutes_are_signed_once_and_a_year_is_planned_once(life: Life) -> None:
    made = life.held()
    seen = life.meeting(made).lock_version
    sign = partial(party_life.check_minutes, at=NOW, meeting_id=made, lock_version=seen)
    told = queued(
        PartyMeeting.objects.filter(pk=made), lambda: sign(actor=life.district), lambda: sign(actor=life.second())
    )
    assert told == [DONE, "party_life.changed_meanwhile"]
    told = queued(Branch.objects.filter(pk=life.branch_id), life.plan, life.plan)
    assert told == [DONE, "party_life.nothing_to_plan"]
