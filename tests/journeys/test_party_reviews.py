"""Democratic review: opened, noted, counted, confirmed by another, concluded, answered from above; a member reads it."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.test_portal import Person, comes_in
from tests.journeys.walk import OFFICE, PHONE, Visit

pytestmark = pytest.mark.journey
# Whose review of this year has been begun, in a branch of the street's own or of one of its communities: who works there,
# who is right above.
BEGUN = """
import django; django.setup()
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party_reviews.models import Review
from yinqiao.platform.access import Actor, acting
with acting(Actor.system("test")):
    row = Review.objects.filter(state="open").order_by("place_no").first()
    is_street = places().by_no[row.place_no].kind == "street"
    print(row.pk, "jiedao.peng" if is_street else "shequ.li", "qu.xiao" if is_street else "jiedao.peng")
"""
# Somebody who is looked after and has a phone of the own is the member whose result was told.
MEMBER = """
import django; django.setup()
from collections import Counter
from yinqiao.areas.party_life.models import Membership
from yinqiao.areas.party_reviews.models import Part
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.platform.access import Actor, Scope, acting
with acting(Actor.system("test")):
    rows = list(people_within(scope=Scope.everything()).filter(status="managed").order_by("id"))
    phones = [facts.get("phone") for facts in facts_of(rows)]
    often = Counter(phones)
    row, phone = next((row, phone) for row, phone in zip(rows, phones) if phone and often[phone] == 1)
    part = Part.objects.filter(told_on__isnull=False, unrated="").order_by("pk").first()
    Membership.objects.filter(pk=part.member_id).update(retiree_id=row.pk)
    print(phone)
"""


def test_a_branch_is_reviewed_counted_by_two_and_answered_from_above(arrive: Arrive) -> None:
    own = arrive("jiedao.peng")
    review, worker, upper = own.site.run(BEGUN).strip().split()
    own = own if worker == "jiedao.peng" else arrive(worker)
    own.go("/party-reviews/")
    own.says("民主评议党员", "已批准")
    own.look("party-reviews")
    own.go("/party-reviews/new/")
    own.look("party-reviews-open")
    own.send("发起")
    own.says("已经发起过")
    own.look("party-reviews-open-twice")
    page = f"/party-reviews/{review}/"
    own.go(page)
    own.says("登记自评和到会")
    own.look("party-review-open")
    own.go(f"{page}notes/")
    own.look("party-review-notes")
    own.send("保存")
    own.says("已保存")
    _counts(own, page)
    above = arrive(upper)
    above.go(page)
    above.send("复核票数")
    above.look("party-review-confirm-asks")
    above.send("确认票数一致")
    above.says("已复核")
    above.look("party-review-confirmed")
    own.go(f"{page}conclude/")
    _grade(own, "excellent")
    own.page.fill("[name=words]", "同意以上等次。")
    own.send("报上级党组织")
    own.says("优秀最多")
    own.look("party-review-too-many")
    _grade(own, "qualified")
    own.send("报上级党组织")
    own.says("已报上级党组织")
    own.look("party-review-sent")
    _answers(above, page)


def _counts(own: Visit, page: str) -> None:
    own.go(f"{page}count/")
    for grade in ("excellent", "qualified", "basic", "unqualified"):
        boxes = own.page.locator(f"[name^={grade}_]")
        for number in range(boxes.count()):
            boxes.nth(number).fill("1" if grade == "qualified" else "0")
    own.page.fill("[name=counter]", "周社区")
    own.page.fill("[name=watcher]", "周社区")
    own.send("保存")
    own.says("不能是同一个人")
    own.look("party-review-count-error")
    own.page.fill("[name=watcher]", "吴记录")
    own.send("保存")
    own.says("等待另一位同志")
    own.look("party-review-counted")


def _grade(own: Visit, grade: str) -> None:
    boxes = own.page.locator(f"input[type=radio][value={grade}]")
    assert boxes.count()
    for number in range(boxes.count()):
        boxes.nth(number).check()


def _answers(above: Visit, page: str) -> None:
    above.go(f"{page}send-back/")
    above.page.fill("[name=note]", "请核对到会人数。")
    above.look("party-review-back")
    above.go(page)
    above.look("party-review-to-approve")
    above.send("批准")
    above.look("party-review-approve-asks")
    above.send("批准")
    above.says("已批准", "结果已告知本人")
    above.look("party-review-approved")


def test_a_member_reads_the_own_grade_in_large_type(arrive: Arrive) -> None:
    visit = arrive(size=PHONE)
    comes_in(visit, Person("", visit.site.run(MEMBER).strip(), "", ""))
    visit.look()
    visit.click("我的民主评议")
    visit.says("上级党组织批准", "只有您本人")
    visit.look("phone-my-review")


@pytest.mark.parametrize(("name", "screen", "size"), [("phone", PHONE, "16"), ("largest", OFFICE, "30")])
def test_reviews_are_readable_on_a_phone_and_with_the_largest_type(
    arrive: Arrive, name: str, screen: tuple[int, int], size: str
) -> None:
    visit = arrive("jiedao.peng", screen)
    visit.go("/appearance/")
    visit.page.locator(f"input[name=type_size][value='{size}']").check()
    visit.send("保存")
    visit.look()
    visit.go("/party-reviews/")
    visit.look(f"{name}-party-reviews")
    visit.follow(visit.page.locator("table tbody a").last)
    visit.look(f"{name}-party-review")
    if visit.page.get_by_role("link", name="登记自评和到会").count():
        visit.click("登记自评和到会")
        visit.look(f"{name}-party-review-notes")
