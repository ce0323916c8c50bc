"""Pages of services due: what they show, whom they refuse, the round on paper and back."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
import time_machine
from django.urls import reverse

from yinqiao.areas.duties.tests.serving import Serving
from yinqiao.areas.duties.urls import urlpatterns
from yinqiao.areas.duties.views.person import panel
from yinqiao.areas.duties.views.today import today_entries
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.retirees.tests.small_city import AT, TODAY, Register
from yinqiao.kernel.errors import Invalid, Refused
from yinqiao.platform.access import Actor, acting

POSTED = ("sheet", "typed")
pytestmark = [pytest.mark.db, pytest.mark.django_db]
MET = {"way": "visit", "outcome": "met", "condition": "steady", "day": TODAY.isoformat()}


def test_every_route_refuses_an_enterprise_and_an_overseer_and_sends_the_unknown_to_sign_in(serving: Serving) -> None:
    for pattern in urlpatterns:
        address = reverse(f"duties:{pattern.name}", kwargs=dict.fromkeys(pattern.pattern.converters, uuid4()))
        for role in ("enterprise_officer", "auditor"):
            with pytest.raises(Refused) as refused:
                Browser(serving.city.actor(role)).ask(address, {} if pattern.name in POSTED else None)
            assert refused.value.code == "access.role_not_allowed"
        answer = Browser(Actor.anonymous()).ask(address, {} if pattern.name in POSTED else None)
        assert answer.status_code == 302


@time_machine.travel(AT, tick=False)
def test_today_leads_to_the_list_and_the_list_to_the_screen_at_the_door(serving: Serving) -> None:
    officer = serving.city.actor("community_officer")
    browser = Browser(officer)
    with acting(officer):
        shown = panel(officer, serving.person, TODAY)
        assert today_entries(officer, TODAY) == []
        (entry,) = today_entries(officer, TODAY.replace(day=30))
    assert shown is not None and len(shown["duties"]) == 1 and entry.count == 1
    listed = text_of(browser.ask(reverse("duties:duties")))
    assert "王桂英" in listed and "高龄老人走访" in listed
    door = reverse("duties:deliver", args=[serving.person])
    assert "高龄老人走访（2026-03-31 前）" in text_of(browser.ask(door))
    chosen = [str(one) for one in serving.open_ids()]
    assert browser.ask(door, {**MET, "condition": "", "duties": chosen}).status_code == 422
    assert browser.ask(door, {**MET, "duties": chosen}).status_code == 302
    page = text_of(browser.ask(reverse("duties:person", args=[serving.person])))
    assert "已办" in page and "上门，见到或通话" in page
    assert "现在没有应办的服务" in text_of(browser.ask(door))


@time_machine.travel(AT, tick=False)
def test_the_second_officer_finds_what_he_typed_and_keeps_it_as_a_note(serving: Serving) -> None:
    door, chosen = reverse("duties:deliver", args=[serving.person]), [str(one) for one in serving.open_ids()]
    serving.deliver()
    second = Browser(serving.city.actor("street_officer"))
    answer = second.ask(door, {**MET, "duties": chosen, "words": "门锁坏了"})
    assert answer.status_code == 409
    page = text_of(answer)
    assert "门锁坏了" in page and "只作为备注保存" in page and "测试员" in page
    assert second.ask(door, {**MET, "duties": chosen, "words": "门锁坏了", "as_note": "on"}).status_code == 302


@time_machine.travel(AT, tick=False)
def test_a_mistake_is_taken_back_on_a_page_that_asks(serving: Serving) -> None:
    made = serving.deliver()
    browser, address = Browser(serving.city.actor("community_officer")), reverse("duties:undo", args=[made])
    assert "重新列入待办" in text_of(browser.ask(address))
    assert browser.ask(address, {"x": "1"}).status_code == 302
    assert "已撤销（测试员）" in text_of(browser.ask(reverse("duties:person", args=[serving.person])))


@time_machine.travel(AT, tick=False)
def test_the_round_goes_out_on_paper_for_a_purpose_and_comes_back_in_one_screen(
    serving: Serving, register: Register
) -> None:
    other = register(name="周秀英", born_on=Serving.BORN, address="麓山路9号", building="3栋", phone="13900004321")
    serving.sweep()
    browser = Browser(serving.city.actor("community_officer"))
    ids = [str(one) for one in (*serving.open_ids(), *serving.open_ids(other))]
    address = reverse("duties:sheet")
    assert "13900004321" not in text_of(browser.ask(address, {"ids": ids}))
    page = text_of(browser.ask(address, {"ids": ids, "purpose": "一季度走访"}))
    assert "3栋" in page and "13900004321" in page and page.count("data:image/svg+xml") == 2
    back = reverse("duties:typed")
    assert "周秀英" in text_of(browser.ask(back, {"ids": ids}))
    lines = {"ids": ids, "day": TODAY.isoformat(), f"p{other}-tick": "met:watch", f"p{serving.person}-tick": "not_home"}
    answer = browser.ask(back, lines)
    assert answer.status_code == 422 and "请填写下次时间" in text_of(answer)
    assert (serving.duties(other)[0][2], serving.duties()[0][2]) == ("done", "open")
    assert browser.ask(back, {**lines, f"p{serving.person}-next_on": "2026-03-09"}).status_code == 302


def test_more_than_a_round_is_not_printed(serving: Serving) -> None:
    browser = Browser(serving.city.actor("community_officer"))
    with pytest.raises(Invalid) as refused:
        browser.ask(reverse("duties:sheet"), {"ids": [str(UUID(int=one)) for one in range(301)]})
    assert refused.value.code == "duties.too_many"


def test_the_standards_read_as_sentences_and_delivery_is_shown_by_community(serving: Serving) -> None:
    browser = Browser(serving.city.actor("city_manager"))
    page = text_of(browser.ask(reverse("duties:standards")))
    assert "80周岁以上的全部人员，每季度走访一次，每次约40分钟。" in page and "/rules/duties/very_old_visit/" in page
    assert "/rules/duties/" not in text_of(
        Browser(serving.city.actor("community_officer")).ask(reverse("duties:standards"))
    )
