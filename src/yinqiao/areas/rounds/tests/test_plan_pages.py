"""Pages of the plan of a week: from nothing to a round on the telephone; bad forms; who has several communities."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.urls import reverse

from yinqiao.areas.duties.tests.serving import SYSTEM
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.retirees.tests.small_city import AT, TODAY
from yinqiao.areas.rounds.models import Item, Plan, PlanVisit
from yinqiao.areas.rounds.tests.walking import Walking
from yinqiao.areas.rounds.views.today import today_entries
from yinqiao.platform.access import acting

MONDAY = TODAY - timedelta(days=TODAY.weekday())
FORM = {"monday": MONDAY.isoformat(), "others": "谭芳、李敏", "minutes": "300", "until": "2026-03-31"}
pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _made(browser: Browser, **told: Any) -> UUID:
    answer = browser.ask(reverse("rounds:new_plan"), {**FORM, **told})
    assert answer.status_code == 302
    found = re.search(r"plans/([0-9a-f-]{36})/", answer["Location"])
    assert found is not None
    return UUID(found[1])


def _visits(plan: UUID) -> list[PlanVisit]:
    with acting(SYSTEM):
        return list(PlanVisit.objects.filter(plan_id=plan).order_by("retiree_id"))


@time_machine.travel(AT, tick=False)
def test_a_week_is_planned_changed_confirmed_and_taken_to_the_telephone(walking: Walking) -> None:
    browser = Browser(walking.officer)
    assert "还没有一周走访计划" in text_of(browser.ask(reverse("rounds:plans")))
    plan = _made(browser)
    page = text_of(browser.ask(reverse("rounds:plan", args=[plan])))
    assert "王桂英" in page and "3栋" in page and "麓山路9号" not in page and "已排入 2 户" in page
    one = _visits(plan)[0]
    move = reverse("rounds:move_visit", args=[one.pk])
    assert "期限 2026-03-31" in text_of(browser.ask(move))
    for slot in ("9:2026-03-05", "1:2026-03-02", ""):
        assert browser.ask(move, {"slot": slot}).status_code == 422
    for one in _visits(plan):
        assert browser.ask(reverse("rounds:move_visit", args=[one.pk]), {"slot": f"1:{TODAY}"}).status_code == 302
    assert "待确认的一周走访计划" in [entry.label for entry in _entries(walking)]
    assert browser.ask(reverse("rounds:confirm_plan", args=[plan]), {"x": "1"}).status_code == 302
    page = text_of(browser.ask(reverse("rounds:plan", args=[plan])))
    assert "带到手机上" in page and "人工指定" in page and "打印走访单" in page
    answer = browser.ask(reverse("rounds:take_day", args=[plan]), {"slot": f"1:{TODAY}"})
    assert "/people/rounds/phone/#" in answer["Location"]
    with acting(SYSTEM):
        assert Item.objects.filter(round_id=answer["Location"].split("#")[1]).count() == 2
    listed = text_of(browser.ask(reverse("rounds:plan_visits", args=[plan]) + "?case=placed"))
    assert "谭芳" in listed and "周秀英" in listed


def _entries(walking: Walking) -> Any:
    with acting(walking.officer):
        return today_entries(walking.officer, TODAY)


@time_machine.travel(AT, tick=False)
def test_who_is_ill_is_told_on_one_page_and_the_rest_is_laid_out_anew(walking: Walking) -> None:
    browser = Browser(walking.officer)
    plan = _made(browser)
    hours = reverse("rounds:plan_hours", args=[plan])
    assert browser.ask(hours, {"officer": "1", "minutes": "0"}).status_code == 422
    days = [TODAY.isoformat(), (TODAY + timedelta(days=1)).isoformat()]
    assert browser.ask(hours, {"officer": "1", "minutes": "0", "days": days}).status_code == 302
    assert {one.officer_no for one in _visits(plan)} == {2}
    assert browser.ask(reverse("rounds:replan", args=[plan]), {"x": "1"}).status_code == 302
    browser.ask(hours, {"officer": "2", "minutes": "0", "days": days})
    page = text_of(browser.ask(reverse("rounds:plan", args=[plan])))
    assert "这一周没有人外出" in page and "没有人员上班" in page and "不会丢失" in page


@time_machine.travel(AT, tick=False)
def test_bad_forms_are_told_and_nothing_is_planned(walking: Walking) -> None:
    browser = Browser(walking.officer)
    address = reverse("rounds:new_plan")
    for told in (
        {"others": ""},
        {"minutes": "0"},
        {"monday": "2026-03-03"},
        {"until": "早点"},
        {"until": "2026-03-01"},
    ):
        assert browser.ask(address, {**FORM, **told}).status_code == 422
    with acting(SYSTEM):
        assert not Plan.objects.exists()


@time_machine.travel(AT, tick=False)
def test_who_has_several_communities_chooses_one_first(walking: Walking) -> None:
    desk = Browser(walking.serving.city.actor("street_officer"))
    assert "第一步：哪个社区" in text_of(desk.ask(reverse("rounds:new_plan")))
    near = f"{reverse('rounds:new_plan')}?place={walking.serving.city.near}"
    assert "望月社区" in text_of(desk.ask(near))
    assert desk.ask(near, FORM).status_code == 302
