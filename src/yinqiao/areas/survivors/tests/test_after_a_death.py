"""A relative asks after a death: once, computed and explained, decided by human resources, halted when nobody died."""

from __future__ import annotations

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from yinqiao.areas.applications import queries as applications
from yinqiao.areas.applications.tests.desk import SYSTEM, days
from yinqiao.areas.applications.types import Applicant
from yinqiao.areas.applications.views.copied import COPIED
from yinqiao.areas.authorisations.types import matters_of
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.survivors.queries import benefit_of_case
from yinqiao.areas.survivors.tests.family import ASKED, DAUGHTER, RELATIVE, Family
from yinqiao.areas.survivors.types import ITEM
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused
from yinqiao.platform.access import Scope, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _page(family: Family, name: str, *args: Any) -> str:
    return unescape(text_of(Browser(family.desk.scene.community).ask(reverse(name, args=args))))


def _last_words(family: Family, case: Any) -> str:
    row = family.desk.case(case)
    with acting(SYSTEM):
        return applications.moments_of(row, applications.item_of(row.item))[0].words


def test_nobody_asks_before_the_death_is_on_record_and_a_relative_does_after_it(family: Family) -> None:
    with pytest.raises(Invalid) as refused:
        family.ask()
    assert refused.value.code == "applications.not_entitled" and "死亡登记" in (refused.value.next_step or "")
    case = family.desk.case(family.after_death())
    assert (case.applicant, case.consent, case.consented_on, case.state) == ("relative", "", None, "applied")


def test_a_second_relative_is_told_that_somebody_asked_and_never_who(family: Family) -> None:
    family.after_death()
    other = {**RELATIVE, "name": "李大勇", "relation": "儿子"}
    with pytest.raises(Conflict) as refused:
        family.ask(relative=other)
    told = f"{refused.value.message}{refused.value.next_step}"
    assert refused.value.code == "applications.relative_applied" and "只办一件" in told and "李小妹" not in told


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"cause": "work"}, "survivors.work_injury"), ({"other": "taken"}, "survivors.other_taken"),
        ({"id_no": DAUGHTER[:-1] + ("1" if DAUGHTER[-1] != "1" else "2")}, "applications.wrong_answers"), ({"account": "12345"}, "applications.wrong_answers"),
        ({"paid_years": "61"}, "applications.wrong_answers"), ({"relative": {**RELATIVE, "phone": " "}}, "applications.wrong_answers"),
        ({"relative": {"applicant": Applicant.SELF}}, "applications.may_not_apply"),
    ],
)  # fmt: skip
def test_what_is_wrong_or_another_insurances_is_refused_with_the_way(family: Family, changed: Any, code: str) -> None:
    family.desk.lives.die(date(2026, 3, 1))
    with pytest.raises(DomainError) as refused:
        family.ask(**changed)
    assert refused.value.code == code and refused.value.next_step
    assert family.ask() is not None


def test_a_death_before_the_rule_and_a_veteran_cadre_go_another_way(family: Family) -> None:
    family.desk.lives.die(date(2021, 8, 31))
    with pytest.raises(Refused) as refused:
        family.ask()
    assert refused.value.code == "survivors.before_the_rule"
    with acting(SYSTEM):
        Retiree.objects.filter(name="王桂英").update(retirement_type="veteran_cadre")
    with pytest.raises(Refused) as refused:
        family.ask()
    assert refused.value.code == "survivors.other_rules"


def test_the_sum_is_explained_line_by_line_with_whence_each_fact_is(family: Family) -> None:
    case = family.after_death(paid_years="30", drawn_since="2016-03-01")
    page = _page(family, "applications:case", case)
    for words in (
        "预估可以领取", "缴费年限满 30 年，最多 24 个月", "已领取养老金满 10 年", "余 14 个月", "申请人填写", "以人社经办机构的决定为准",
        "个人账户里没有领完的余额可以继承", "亲属（李小妹，女儿）", "申请人电话",
    ):  # fmt: skip
        assert words in page
    assert DAUGHTER not in page and "6222021202001234567" not in page
    with acting(SYSTEM):
        found = benefit_of_case(scope=Scope.everything(), case_id=case)
    assert (found.benefit.months, found.benefit.is_least) == (14, False)


def test_without_told_years_the_register_is_asked_and_without_that_the_least_is_told(family: Family) -> None:
    case = family.after_death()
    assert "按登记信息推算：退休到去世" in _page(family, "applications:case", case)
    with acting(SYSTEM):
        Retiree.objects.filter(name="王桂英").update(retired_on=None)
    page = _page(family, "applications:case", case)
    assert "至少" in page and "不知道" in page


def test_human_resources_decide_and_the_family_reads_both_sums_and_the_day(family: Family) -> None:
    case = family.with_agency()
    assert family.tell().state == "applied"
    assert family.desk.case(case).state == "done"
    assert "核定丧葬补助金 8,333.33 元、抚恤金 37,500.00 元，2026-04-10 发放" in _last_words(family, case)
    assert family.tell().reason == "no_case"


def test_human_resources_refuse_on_a_ground_with_its_remedy(family: Family) -> None:
    case = family.with_agency()
    assert family.tell(outcome="refused", ground="paid").state == "applied"
    assert family.desk.case(case).state == "refused" and "由亲属商定" in _last_words(family, case)


@pytest.mark.parametrize(
    "told",
    [
        {"funeral": ""}, {"lump_sum": "很多"}, {"funeral": "0", "lump_sum": "0"}, {"pay_on": "2026-03-01"}, {"ground": "paid"},
        {"outcome": "refused"}, {"outcome": "refused", "ground": "late"},
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_refused_and_moves_nothing(family: Family, told: dict[str, Any]) -> None:
    case = family.with_agency()
    assert family.tell(**told).reason == "data_invalid"
    assert family.desk.case(case).state == "handling"


def test_a_decision_dated_before_the_death_a_person_looks_at(family: Family) -> None:
    case = family.with_agency()
    assert family.tell(decided_on="2026-02-20", pay_on="2026-03-20").reason == "death_day"
    assert family.desk.case(case).state == "handling"


def test_who_is_not_dead_after_all_halts_the_case_visibly_and_a_death_recorded_again_goes_on_with_it(
    family: Family,
) -> None:
    case = family.with_agency()
    family.desk.lives.live(days(2))
    assert family.desk.case(case).state == "ended" and "死亡登记已撤销" in _last_words(family, case)
    assert "死亡登记已经撤销，这一件不再办理" in _page(family, "applications:case", case)
    assert family.tell().reason == "no_case"
    family.desk.lives.die(date(2026, 3, 4), at=days(3))
    assert family.desk.case(case).state == "handling" and family.desk.acts(case)[-2:] == ["end", "go_on"]


def test_a_death_taken_back_after_the_decision_asks_for_a_check_of_what_was_paid(family: Family) -> None:
    case = family.with_agency()
    family.tell()
    family.desk.lives.live(days(2))
    assert "请马上联系人社经办机构核查是否支付" in _page(family, "applications:case", case)


def test_the_dead_are_offered_it_at_the_counter_and_the_living_are_offered_it_nowhere(family: Family) -> None:
    person = family.desk.lives.id()
    living = _page(family, "applications:of_person", person)
    assert "丧葬补助金" not in living and "联系方式" in living
    with acting(family.desk.scene.community):
        offers = applications.list_offers(
            scope=Scope.of_person(person), today=date(2026, 3, 2), applicant=Applicant.SELF
        )
    assert ITEM not in {one.code for one in offers} and offers
    assert ITEM not in {code for code, _ in matters_of(date(2026, 3, 2))}
    family.desk.lives.die(date(2026, 3, 1))
    dead = _page(family, "applications:of_person", person)
    assert "丧葬补助金" in dead and "联系方式变更" not in dead
    assert "丧葬补助金和抚恤金" in _page(family, "effects:person", person)


def test_the_form_asks_the_relative_and_for_nobodys_consent(family: Family) -> None:
    family.desk.lives.die(date(2026, 3, 1))
    person, browser = family.desk.lives.id(), Browser(family.desk.scene.community)
    address = reverse("applications:apply", args=[person, ITEM])
    page = unescape(text_of(browser.ask(address)))
    assert "申请人姓名" in page and "与逝者的关系" in page and "本人同意" not in page and "登记的是" not in page
    typed = {**ASKED, "channel": "visit", "applicant": "relative", "proxy_name": "李小妹", "proxy_relation": "女儿"}
    assert "请填写申请人电话" in unescape(text_of(browser.ask(address, typed)))
    assert browser.ask(address, {**typed, "proxy_phone": "13900000999"}).status_code == 302


def test_a_copy_of_the_dead_persons_data_tells_nothing_of_the_relative(family: Family) -> None:
    family.after_death()
    community = family.desk.scene.community
    with acting(community):
        (row,) = COPIED.rows(community, family.desk.lives.id(), date(2026, 3, 2))
    told = "".join(row)
    assert "亲属" in told and not any(one in told for one in ("李小妹", DAUGHTER, "6222", "13900000999"))


def test_another_place_and_an_enterprise_see_nothing_of_it(family: Family) -> None:
    case = family.after_death()
    for who in (family.desk.scene.neighbour, family.desk.scene.officer):
        with acting(who), pytest.raises(NotFound):
            benefit_of_case(scope=who.scope, case_id=case)
