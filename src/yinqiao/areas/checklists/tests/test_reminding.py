"""Items that are late: days told, listed by side, exported, printed; after the rule's days they rise to district and city."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.agreements.types import Side
from yinqiao.areas.checklists import queries
from yinqiao.areas.checklists.models import ChecklistItem
from yinqiao.areas.checklists.rules import codes_of, items
from yinqiao.areas.checklists.tests.conftest import Desk
from yinqiao.areas.checklists.types import ItemState, Turn
from yinqiao.areas.checklists.views.papers import REMINDER
from yinqiao.areas.checklists.views.today import today_entries
from yinqiao.areas.handover.tests.conftest import CITY, place_actor
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.access.types import Actor as AnyActor

pytestmark = [pytest.mark.db, pytest.mark.django_db]
CODE, THEIRS = "people_counted", "roster_compared"
SYSTEM = Actor.system("测试")


def _due(desk: Desk, days_ago: int, *codes: str) -> None:
    """These items were due so many days ago, seen from today; all others are far from due."""
    today = timezone.localdate()
    with acting(SYSTEM):
        mine = ChecklistItem.objects.filter(agreement_id=desk.agreement_id)
        mine.update(due_on=today + timedelta(days=300))
        mine.filter(code__in=codes).update(due_on=today - timedelta(days=days_ago))


def _risen(actor: AnyActor, on: date) -> int:
    with acting(actor):
        counted = queries.count_turns(scope=actor.scope, today=on).risen
        found = queries.list_items(scope=actor.scope).filter(queries.turn_filter(actor.scope, Turn.RISEN, on))
        assert found.count() == counted, "the count equals the list that it opens"
    return counted


@pytest.mark.parametrize(("late", "district", "city"), [(0, 0, 0), (14, 0, 0), (15, 1, 0), (29, 1, 0), (30, 1, 1)])
def test_what_is_late_rises_to_the_district_and_then_to_the_city(
    desk: Desk, late: int, district: int, city: int
) -> None:
    _due(desk, late, CODE)
    today = timezone.localdate()
    assert _risen(desk.talks.district, today) == district
    assert _risen(place_actor("city_manager", CITY), today) == city


def test_the_line_of_today_is_for_those_who_urge_and_goes_when_the_item_is_ready(desk: Desk) -> None:
    _due(desk, 40, CODE)
    today = timezone.localdate()
    told = {}
    for actor in (desk.talks.district, place_actor("city_manager", CITY), desk.talks.street, desk.talks.enterprise):
        with acting(actor):
            told[actor.role] = [one.label for one in today_entries(actor, today)]
    assert [role for role, lines in told.items() if "逾期上升督办的移交准备事项" in lines] == [
        "district_manager", "city_manager",
    ]  # fmt: skip
    desk.report(CODE)
    assert _risen(desk.talks.district, today) == 1, "what waits for a word is late all the same"
    desk.confirm(CODE)
    assert desk.item(CODE).state == ItemState.CONFIRMED
    assert _risen(desk.talks.district, today) == 0


def test_the_list_tells_days_late_and_may_be_narrowed_to_one_side(desk: Desk) -> None:
    _due(desk, 16, CODE, THEIRS)
    listed = reverse("checklists:items")
    page = unescape(text_of(Browser(desk.talks.district).ask(f"{listed}?turn=late")))
    assert items()[CODE].title in page and items()[THEIRS].title in page
    assert "逾期天数" in page and ">16<" in page and "区县" in page
    ours = unescape(text_of(Browser(desk.talks.district).ask(f"{listed}?turn=late&side=enterprise")))
    assert items()[CODE].title in ours and items()[THEIRS].title not in ours
    with acting(desk.talks.rival):
        late = queries.turn_filter(desk.talks.rival.scope, Turn.LATE, timezone.localdate())
        assert queries.list_items(scope=desk.talks.rival.scope).filter(late).count() == 0


def test_the_reminder_names_what_is_late_by_whose_move_it_is(desk: Desk) -> None:
    _due(desk, 16, CODE, THEIRS)
    assert CODE in codes_of(Side.ENTERPRISE) and THEIRS in codes_of(Side.PLACE)
    desk.report(CODE)
    with acting(desk.talks.district):
        (frame,) = REMINDER.load(desk.talks.district, [str(desk.agreement_id)])
    assert frame.texts["逾期事项数"] == "2"
    titles = {name: [one["事项"] for one in rows] for name, rows in frame.lists.items()}
    assert titles == {"企业办理": [], "接收方办理": sorted([items()[CODE].title, items()[THEIRS].title], key=_order)}
    assert {one["逾期天数"] for one in frame.lists["接收方办理"]} == {"16"}
    page = text_of(Browser(desk.talks.district).ask(reverse("checklists:checklist", args=[desk.agreement_id])))
    assert "打印催办单" in page


def _order(title: str) -> int:
    return [one.title for one in items().values()].index(title)
