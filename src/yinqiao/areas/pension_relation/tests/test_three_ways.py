"""Three things a person may need, each to its end; what human resources tell, once, and of whom nothing waits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.applications import queries as applications
from yinqiao.areas.applications.tests.desk import SYSTEM
from yinqiao.areas.authorisations.services import authorise
from yinqiao.areas.authorisations.types import NewAuthorisation, Way
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.pension_relation.queries import relation_of
from yinqiao.areas.pension_relation.tests.counter import PERIODS_ITEM, TRANSFER_ITEM, WHO, Counter
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.papers import papers

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _kind(code: str) -> Any:
    kind = papers.find(code)
    assert kind is not None
    return kind


def test_a_transfer_goes_through_its_three_steps_of_fifteen_working_days(counter: Counter) -> None:
    case = counter.with_agency()
    assert counter.desk.case(case).due_on == date(2026, 3, 23)
    states = []
    for progress in ("letter", "form", "settled"):
        assert counter.tell(progress).state == "applied"
        row = counter.desk.case(case)
        states.append((row.step, row.state))
    assert states == [(2, "handling"), (3, "handling"), (3, "done")]
    with acting(SYSTEM):
        said = applications.moments_of(row, applications.item_of(row.item))[0]
    assert "2026-03-02 转入地已接收并账，联系函〔2026〕12号" in said.words and "人社" in said.who


def test_missed_periods_are_corrected_and_the_relation_stays(counter: Counter) -> None:
    case = counter.with_agency(PERIODS_ITEM)
    assert counter.tell("corrected").state == "applied"
    assert counter.desk.case(case).state == "done"


def test_who_draws_a_pension_is_refused_the_transfer_with_the_article_and_the_way(counter: Counter) -> None:
    with pytest.raises(Refused) as refused:
        counter.ask(drawing="yes")
    assert refused.value.code == "pension_relation.drawing_already"
    assert "国办发〔2009〕66号第二条" in refused.value.message and "迁居登记" in refused.value.next_step
    assert counter.ask() is not None


def test_who_draws_none_is_shown_to_the_transfer_instead_of_a_correction(counter: Counter) -> None:
    with pytest.raises(Refused) as refused:
        counter.ask(PERIODS_ITEM, drawing="no")
    assert refused.value.code == "pension_relation.not_drawing_yet"


def test_periods_that_cannot_be_read_are_told_beside_the_field(counter: Counter) -> None:
    with pytest.raises(Invalid) as refused:
        counter.ask(stays="在株洲干了九年")
    assert refused.value.code == "pension_relation.stays_unclear" and "stays" in refused.value.fields


def test_a_step_told_twice_is_done_once_and_what_nobody_asked_for_is_not_kept(counter: Counter) -> None:
    assert counter.tell("letter").reason == "no_case"
    case = counter.with_agency()
    counter.tell("letter")
    assert counter.tell("letter").reason == "same_value"
    assert counter.tell("form", case="430104011003-2026-99999").reason == "no_case"
    assert counter.desk.case(case).step == 1 + 1


@pytest.mark.parametrize("ground", ["drawing", "temporary", "no_record"])
def test_the_agency_refuses_on_its_ground_and_the_applicant_reads_the_remedy(counter: Counter, ground: str) -> None:
    case = counter.with_agency()
    counter.tell("refused", ground=ground)
    row = counter.desk.case(case)
    with acting(SYSTEM):
        words = applications.moments_of(row, applications.item_of(row.item))[0].words
    assert (row.state, row.ground) == ("refused", ground)
    assert "可" in words or "请" in words


@pytest.mark.parametrize(
    "told",
    [
        {"progress": "corrected", "matter": "transfer"}, {"progress": "refused"}, {"progress": "letter", "ground": "drawing"},
        {"progress": "refused", "ground": "counted"}, {"progress": "paid"}, {"progress": "letter", "document": ""},
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_refused_and_moves_nothing(counter: Counter, told: dict[str, Any]) -> None:
    case = counter.with_agency()
    assert counter.tell(**told).reason == "data_invalid"
    assert counter.desk.case(case).step == 1


def test_what_is_taken_back_a_person_looks_at(counter: Counter) -> None:
    case = counter.with_agency()
    back = counter.take_back(counter.tell("letter"))
    assert (back.state, back.reason) == ("disputed", "changed_since")
    assert counter.desk.case(case).step == 1 + 1


def test_the_page_of_the_case_says_who_pays_and_why_and_the_papers_carry_it(counter: Counter) -> None:
    case = counter.with_agency()
    page = text_of(Browser(counter.desk.scene.community).ask(reverse("applications:case", args=[case])))
    assert (
        "养老金将由 <strong>长沙市</strong> 发放" in page
        and "累计缴费 9 年，不满 10 年" in page
        and "转入地审核并发出联系函" in page
    )
    assert "登记的退休年月是 2012年3月" in page
    community = counter.desk.scene.community
    with acting(community):
        (form,) = _kind("pension-information").load(community, [str(case)])
        (letter,) = _kind("pension-letter").load(community, [str(case)])
    assert form.texts["领取地"] == "长沙市" and [one["月数"] for one in form.lists["时段"]] == ["132", "108"]
    assert letter.texts["转出地"] == "株洲市" and letter.texts["身份证号"]


def test_the_question_page_says_plainly_which_of_the_three_it_is(counter: Counter) -> None:
    browser = Browser(counter.desk.scene.community)
    address = reverse("pension_relation:ask", args=[counter.desk.lives.id(WHO.name)])
    assert "先问两件事" in text_of(browser.ask(address))
    said = {
        drawing + missed: text_of(browser.ask(address, {"drawing": drawing, "missed": missed}))
        for drawing, missed in (("no", "no"), ("yes", "yes"), ("yes", "no"), ("unknown", "no"))
    }
    assert "申请养老保险关系转移" in said["nono"] and "登记的退休年月是 2012年3月" in said["nono"]
    assert "申请缴费时段补记" in said["yesyes"] and "养老金照常发放" in said["yesyes"]
    assert (
        "不再转移" in said["yesno"]
        and "搬到其他社区居住" in said["yesno"]
        and "申请养老保险关系转移" not in said["yesno"]
    )
    assert "先查清再办" in said["unknownno"]
    assert "请选择是否已经领取" in text_of(browser.ask(address, {"missed": "no"}))


def test_another_place_and_another_item_show_nothing(counter: Counter) -> None:
    case = counter.ask()
    for who in (counter.desk.scene.neighbour, counter.desk.scene.officer):
        with acting(who), pytest.raises(NotFound):
            relation_of(scope=who.scope, case_id=case)
    other = counter.desk.apply()
    community = counter.desk.scene.community
    with acting(community), pytest.raises(NotFound):
        relation_of(scope=community.scope, case_id=other)


def _asked(actor: Actor, **answers: str) -> str:
    return text_of(Browser(actor).ask(reverse("my_pension:ask"), answers or None))


def test_at_home_one_question_a_page_tells_which_of_the_three_it_is(counter: Counter) -> None:
    who = counter.desk.lives.id(WHO.name)
    me = Actor(who, "retiree", "本人", Scope.of_person(who), "长辈版")
    assert "您已经每个月领养老金了吗" in _asked(me)
    assert "请选一个" in _asked(me, drawing="") and "请选一个" in _asked(me, drawing="yes", second="1")
    second = _asked(me, drawing="yes")
    assert "有没有漏掉" in second and "请选一个" not in second
    drawing = _asked(me, drawing="yes", second="1", missed="no")
    assert "不再转移" in drawing and reverse("my:item", args=["community_change"]) in drawing
    assert reverse("my:item", args=[TRANSFER_ITEM]) not in drawing
    assert reverse("my:item", args=[PERIODS_ITEM]) in _asked(me, drawing="yes", second="1", missed="yes")
    assert reverse("my:item", args=[TRANSFER_ITEM]) in _asked(me, drawing="no")
    unclear = _asked(me, drawing="unknown")
    assert "掌上12333" in unclear and "/my/apply/pension" not in unclear
    assert reverse("my_pension:ask") in text_of(Browser(me).ask(reverse("my:offers")))


def test_whoever_acts_for_somebody_is_led_to_what_lies_within_the_limits(counter: Counter) -> None:
    who = counter.desk.lives.id(WHO.name)
    now = timezone.now()
    new = NewAuthorisation(
        "李小妹", "女儿", "13900000999", (TRANSFER_ITEM,), (), now.date() + timedelta(days=30), Way.SIGNED, NOW.date()
    )
    made = authorise(actor=counter.desk.scene.community, at=now, retiree_id=who, new=new)
    daughter = Actor(made, "proxy", "代办", Scope.of_warrant(who, made), "长辈版")
    assert reverse("my:item", args=[TRANSFER_ITEM]) in _asked(daughter, drawing="no")
    assert "没有授权您代办" in _asked(daughter, drawing="yes", second="1", missed="yes")
