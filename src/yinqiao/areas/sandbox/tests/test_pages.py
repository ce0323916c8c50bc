"""Pages of 试用对接: what a manager registers, sees and does; nobody else comes in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.accounts.queries import find_key_use
from yinqiao.areas.intake.tests.offices import DEATH
from yinqiao.areas.intake.types import SourceKind
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.retirees.tests.small_city import TODAY, City
from yinqiao.areas.sandbox import queries
from yinqiao.areas.sandbox.rules import NAMES, number_of
from yinqiao.areas.sandbox.tests.trying import FIRST, Trying, manager_of, open_one
from yinqiao.areas.sandbox.urls import urlpatterns
from yinqiao.kernel.errors import NotFound, Refused
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
DIED = {**FIRST, "died_on": "2026-03-03", "proof": "死亡医学证明"}


def test_every_route_refuses_who_is_no_manager_and_sends_the_unknown_to_sign_in(city: City, trying: Trying) -> None:
    words = {"no": str(trying.no), "message_id": "01a22a2a-4ffd-722f-86ad-72c295d788c8", "step": "end"}
    for pattern in urlpatterns:
        data = {} if pattern.name in ("again", "decide", "step") else None
        address = reverse(f"sandbox:{pattern.name}", kwargs={one: words[one] for one in pattern.pattern.converters})
        for role in ("community_officer", "enterprise_officer", "auditor"):
            with pytest.raises(Refused) as refused:
                Browser(city.actor(role)).ask(address, data)
            assert refused.value.code == "access.role_not_allowed"
        assert Browser(Actor.anonymous()).ask(address, data).status_code == 302


def test_a_manager_registers_a_sandbox_and_sees_its_key_once(city: City) -> None:
    manager = manager_of(city)
    browser, today = Browser(manager), timezone.localdate()
    address = reverse("sandbox:new")
    assert "碰不到真实人员" in text_of(browser.ask(address))
    given = {"name": "长沙市公安局", "kind": "police", "code": "cs-police-try"}
    late = browser.ask(address, {**given, "valid_to": (today + timedelta(days=91)).isoformat()})
    assert (late.status_code, "90 日之内" in text_of(late)) == (422, True)
    wrong = browser.ask(address, {**given, "code": "CS", "valid_to": (today + timedelta(days=9)).isoformat()})
    assert (wrong.status_code, "小写字母" in text_of(wrong)) == (422, True)
    made = browser.ask(address, {**given, "valid_to": (today + timedelta(days=90)).isoformat()})
    page = made.content.decode()
    token = page.split('value="yq_')[1].split('"')[0]
    use = find_key_use(token=f"yq_{token}", today=today, request_id="")
    assert use is not None and use.actor.scope.is_sandbox
    assert "/sources/cs-police-try" in page and token not in browser.ask(reverse("sandbox:sandboxes")).content.decode()
    assert "长沙市公安局" in text_of(browser.ask(reverse("sandbox:sandboxes")))


def test_the_page_shows_the_people_with_their_numbers_and_what_was_told(trying: Trying) -> None:
    receipt = trying.tell(DEATH, DIED)
    trying.tell(DEATH, {**DIED, "id_number": "990101194806150024", "name": "王桂英"})
    browser, address = Browser(trying.manager), reverse("sandbox:sandbox", args=[trying.no])
    page = text_of(browser.ask(address))
    assert all(one in page for one in (*NAMES, number_of(9), "t-1", "t-2", "死亡登记", "没有变动"))
    assert "王桂英" not in page
    assert "t-1" not in text_of(browser.ask(f"{address}?state=waiting"))
    assert "t-1" not in text_of(browser.ask(f"{address}?event=t-2"))
    message = text_of(browser.ask(reverse("sandbox:message", args=[trying.no, receipt.no])))
    assert "死亡登记" in message and receipt.token in message and number_of(0) not in message
    exported = browser.ask(f"{address}?export=1", {})
    assert exported.status_code == 200


def test_a_manager_has_something_told_again_decides_clears_and_ends_after_asking(city: City) -> None:
    trying = open_one(city, "cs-firm-try", SourceKind.ENTERPRISE)
    receipt = trying.tell(DEATH, DIED)
    browser, page = Browser(trying.manager), reverse("sandbox:sandbox", args=[trying.no])
    message = reverse("sandbox:message", args=[trying.no, receipt.no])
    assert "不采用" in text_of(browser.ask(message))
    assert browser.ask(f"{message}again/", {}).status_code == 302
    assert browser.ask(f"{message}decide/refuse/", {}).status_code == 302
    assert [(one.event_id, one.state) for one in trying.told()] == [("t-1~2", "disputed"), ("t-1", "not_taken")]
    for step, left in (("replay", 2), ("clear", 0)):
        asked = browser.ask(f"{page}step/{step}/", {})
        assert (asked.status_code, "确认" in text_of(asked)) == (200, True)
        assert browser.ask(f"{page}step/{step}/", {"confirmed": "1"}).status_code == 302
        assert len(trying.told()) == left
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    renewed = browser.ask(f"{page}key/", {"valid_to": until}).content.decode()
    assert 'value="yq_' in renewed
    assert browser.ask(f"{page}step/end/", {"confirmed": "1"}).status_code == 302
    assert "已经结束" in text_of(browser.ask(page))


@pytest.mark.parametrize("no", ["0", "99999", "99999999999999999999", "x", "-1"])
def test_what_is_no_sandbox_is_not_there(trying: Trying, no: str) -> None:
    with pytest.raises(NotFound):
        Browser(trying.manager).ask(reverse("sandbox:sandbox", args=[no]))


def test_who_looks_into_a_sandbox_is_back_in_the_city_afterwards(trying: Trying) -> None:
    with acting(trying.manager):
        with queries.looking_into(actor=trying.manager, no=trying.no, today=TODAY) as scope:
            assert len(queries.list_made_up(scope=scope)) == len(NAMES)
        assert queries.list_made_up(scope=trying.manager.scope) == []
