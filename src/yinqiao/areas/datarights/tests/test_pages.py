"""Pages of the rights of a person over the own data, and who saw or changed a person."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from yinqiao.areas.datarights.queries import who_touched
from yinqiao.areas.datarights.services import reveal
from yinqiao.areas.datarights.urls import urlpatterns
from yinqiao.areas.retirees.services import correct_details
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.retirees.tests.small_city import AT, TODAY, City, Register
from yinqiao.areas.retirees.types import Concealed, Correction, Source
from yinqiao.kernel.errors import NotFound, Refused
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.ui.registry import ui

pytestmark = [pytest.mark.db, pytest.mark.django_db]
PHONE, ID_NO = "13800001234", "430999194806150024"


@pytest.fixture
def person(register: Register) -> UUID:
    """A person of the near community."""
    return register(id_no=ID_NO, phone=PHONE, address="长沙市岳麓区望月湖街道1栋", building="望月湖1栋")


def test_every_route_of_the_room_refuses_an_enterprise_and_sends_the_unknown_to_sign_in(
    city: City, person: UUID
) -> None:
    parts = {"retiree_id": person, "request_id": uuid4(), "note_id": uuid4(), "field": "phone"}
    for pattern in urlpatterns:
        address = reverse(
            f"datarights:{pattern.name}", kwargs={name: parts[name] for name in pattern.pattern.converters}
        )
        with pytest.raises(Refused) as refused:
            Browser(city.actor("enterprise_officer")).ask(address)
        assert refused.value.code == "access.role_not_allowed"
        assert Browser(Actor.anonymous()).ask(address).status_code == 302


def test_a_request_is_asked_for_by_the_own_community_and_by_no_other(city: City, person: UUID) -> None:
    address = reverse("datarights:ask", args=[person])
    page = text_of(Browser(city.actor("community_officer")).ask(address))
    assert "王桂英" in page and PHONE not in page
    with pytest.raises(NotFound):
        Browser(city.actor("community_officer", "beside")).ask(address)


def test_the_panel_draws_for_the_community_and_is_hidden_from_an_enterprise(city: City, person: UUID) -> None:
    (panel,) = (one for one in ui.panels if one.key == "datarights.data_requests")
    officer, enterprise = city.actor("community_officer"), city.actor("enterprise_officer")
    with acting(officer):
        context = panel.load(officer, person, TODAY)
        assert context is not None
        assert "登记请求" in render_to_string(panel.template, {**context, "today": TODAY})
    with acting(enterprise):
        assert panel.load(enterprise, person, TODAY) is None


def test_a_request_is_entered_answered_and_its_answer_shown(city: City, person: UUID) -> None:
    browser = Browser(city.actor("community_officer"))
    typed = {"kind": "copy", "asked_by": "self", "received_on": "2026-03-01", "text": "请提供全部信息"}
    assert browser.ask(reverse("datarights:ask", args=[person]), typed).status_code == 302
    listed = text_of(browser.ask(reverse("datarights:data_requests")))
    request = listed.split("/people/requests/")[-1][:36]
    address = reverse("datarights:data_request", args=[request])
    answer = {"result": "done", "answered_on": "2026-03-02", "text": "已当面提供打印件"}
    assert browser.ask(address, answer).status_code == 302
    assert "已当面提供打印件" in text_of(browser.ask(address))
    # It has left what is to be answered, and is found among what was.
    listing = reverse("datarights:data_requests")
    assert "王桂英" not in text_of(browser.ask(listing))
    assert "王桂英" in text_of(browser.ask(f"{listing}?state=answered&kind=copy"))
    assert "王桂英" not in text_of(browser.ask(f"{listing}?state=answered&kind=delete"))


def test_the_auditor_sees_touches_and_a_community_officer_does_not(city: City, person: UUID) -> None:
    address = reverse("datarights:touches", args=[person])
    assert "登记入册" in text_of(Browser(city.actor("auditor")).ask(address))
    with pytest.raises(Refused):
        Browser(city.actor("community_officer")).ask(address)


def test_the_auditor_sees_who_read_and_who_changed_what_but_no_value(city: City, person: UUID) -> None:
    officer, auditor = city.actor("community_officer"), city.actor("auditor")
    told = Correction({"phone": "13900001234"}, Source.SELF, date(2026, 3, 1), 1)
    correct_details(actor=officer, at=AT, retiree_id=person, correction=told)
    reveal(actor=officer, at=AT, retiree_id=person, fields=[Concealed.PHONE, Concealed.ID_NO], purpose="电话回访")
    with acting(auditor):
        touches = who_touched(scope=auditor.scope, retiree_id=person)
    by_action = {one.action: one for one in touches}
    assert by_action["retirees.reveal"].purpose == "电话回访"
    assert by_action["retirees.reveal"].fields == ("手机", "身份证号")
    assert ">手机、身份证号</td>" in text_of(Browser(auditor).ask(reverse("datarights:touches", args=[person])))
    assert by_action["retirees.correct_details"].fields == ("手机",)
    assert by_action["test.register"].events == ("登记入册",)
    assert "13900001234" not in repr(touches)
    stranger = city.actor("community_officer", "far")
    with acting(stranger), pytest.raises(NotFound):
        who_touched(scope=stranger.scope, retiree_id=person)
