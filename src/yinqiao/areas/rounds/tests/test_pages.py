"""Pages of rounds: whom they refuse, the way from the list to the telephone, what it is given, and its receipts."""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.retirees.tests.small_city import AT
from yinqiao.areas.rounds.tests.walking import Walking
from yinqiao.areas.rounds.urls import urlpatterns
from yinqiao.kernel.errors import Conflict, NotFound, Refused
from yinqiao.platform.access import Actor

POSTED = ("take", "cancel", "end", "item", "replan", "confirm_plan", "take_day")
NOW = AT.isoformat().replace("+00:00", "Z")
MET = {"outcome": "met", "condition": "steady", "told_at": NOW, "sent_at": NOW}
pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _said(response: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(response.content)
    return found


def test_every_route_refuses_an_enterprise_and_an_overseer_and_sends_the_unknown_to_sign_in(walking: Walking) -> None:
    for pattern in urlpatterns:
        address = reverse(f"rounds:{pattern.name}", kwargs=dict.fromkeys(pattern.pattern.converters, uuid4()))
        sent: dict[str, Any] | None = {} if pattern.name in POSTED else None
        for role in ("enterprise_officer", "auditor"):
            with pytest.raises(Refused) as refused:
                Browser(walking.serving.city.actor(role)).ask(address, sent)
            assert refused.value.code == "access.role_not_allowed"
        assert Browser(Actor.anonymous()).ask(address, sent).status_code == 302


@time_machine.travel(AT, tick=False)
def test_who_is_chosen_goes_to_the_telephone_for_a_purpose_and_comes_back_with_a_receipt(walking: Walking) -> None:
    browser = Browser(walking.officer)
    assert "王桂英" in text_of(browser.ask(reverse("rounds:choose")))
    ids = [str(one) for one in walking.serving.open_ids(walking.other)]
    take = reverse("rounds:take")
    assert "设口令" in text_of(browser.ask(take, {"ids": ids}))
    assert browser.ask(take, {"ids": ids, "purpose": "看"}).status_code == 422
    answer = browser.ask(take, {"ids": ids, "purpose": "一季度走访"})
    made = answer["Location"].split("#")[1]  # type: ignore[index]
    carried = _said(browser.ask(reverse("rounds:carried", args=[made])))
    (person,) = carried["people"]
    assert (person["name"], person["phone"]) == ("周秀英", "13900004321") and "3栋" in person["where"]
    assert person["services"] == ["高龄老人走访（03-31 前）"]
    assert carried["until"] == "2026-03-06T00:00:00+08:00"
    item = reverse("rounds:item", args=[person["id"]])
    broken = browser.ask(item, {**MET, "outcome": "gone"})
    assert broken.status_code == 422 and _said(broken)["code"] == "rounds.unreadable"
    first, again = (_said(browser.ask(item, MET)) for _ in range(2))
    assert first == again and first["state"] == "received"
    page = text_of(browser.ask(reverse("rounds:round", args=[made])))
    assert first["receipt"] in page and "已收到 1 人" in page
    assert "没有上传" in text_of(browser.ask(reverse("rounds:rounds")))


@time_machine.travel(AT, tick=False)
def test_the_page_and_its_worker_hold_nothing_about_anybody(walking: Walking) -> None:
    browser = Browser(walking.officer)
    page, worker = (text_of(browser.ask(reverse(f"rounds:{name}"))) for name in ("phone", "worker"))
    for words in ("王桂英", "周秀英", "13900004321", "测试员"):
        assert words not in page + worker
    found = re.search(r"const SHELL = (\[.*?\]);", worker)
    assert found is not None
    assert json.loads(found[1])[0] == "/people/rounds/phone/"
    assert all(one.startswith(("/static/", "/people/rounds/phone/")) for one in json.loads(found[1]))


def test_a_round_is_given_to_whoever_took_it_on_its_day_alone(walking: Walking) -> None:
    address = reverse("rounds:carried", args=[walking.round_id])
    with time_machine.travel(AT, tick=False), pytest.raises(NotFound):
        Browser(walking.serving.city.actor("community_officer")).ask(address)
    with time_machine.travel("2026-03-06T01:00:00+08:00", tick=False), pytest.raises(Conflict) as refused:
        Browser(walking.officer).ask(address)
    assert refused.value.code == "rounds.over"


@time_machine.travel(AT, tick=False)
def test_a_lost_telephone_is_told_of_at_the_desk_on_a_page_that_asks(walking: Walking) -> None:
    desk = Browser(walking.serving.city.actor("street_officer"))
    cancel = reverse("rounds:cancel", args=[walking.round_id])
    assert "手机丢失" in text_of(desk.ask(cancel, {"x": "1"}))
    assert desk.ask(cancel, {"confirmed": "1"}).status_code == 302
    answer = Browser(walking.officer).ask(reverse("rounds:item", args=[walking.items[walking.person]]), MET)
    assert _said(answer)["choices"] == [["drop", "不登记这一户"]]
    ended = Browser(walking.officer).ask(reverse("rounds:end", args=[walking.round_id]), {"x": "1"})
    assert ended.status_code == 200
