"""Pages of entries that may be one person."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from yinqiao.areas.duplicates.services import find_duplicates
from yinqiao.areas.duplicates.urls import urlpatterns
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.retirees.tests.small_city import AT, City, Register
from yinqiao.kernel.errors import Refused
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
PHONE, ID_NO = "13800001234", "430999194806150024"


@pytest.fixture
def person(register: Register) -> UUID:
    """A person of the near community."""
    return register(id_no=ID_NO, phone=PHONE, address="长沙市岳麓区望月湖街道1栋", building="望月湖1栋")


def test_every_route_of_the_room_refuses_an_enterprise_and_sends_the_unknown_to_sign_in(
    city: City, person: UUID
) -> None:
    parts = {"case_id": uuid4()}
    for pattern in urlpatterns:
        address = reverse(
            f"duplicates:{pattern.name}", kwargs={name: parts[name] for name in pattern.pattern.converters}
        )
        data = {"decision": "distinct"} if pattern.name == "settle" else None
        with pytest.raises(Refused) as refused:
            Browser(city.actor("enterprise_officer")).ask(address, data)
        assert refused.value.code == "access.role_not_allowed"
        assert Browser(Actor.anonymous()).ask(address, data).status_code == 302


def test_the_comparison_shows_months_as_months(city: City, register: Register) -> None:
    months = {"work_start_on": date(1970, 9, 1), "retired_on": date(2008, 6, 1)}
    register(id_no=ID_NO, phone=PHONE, **months)
    register(id_no="430999194806150124", phone=PHONE, place_no=city.beside, **months)
    find_duplicates(actor=Actor.system("test"), at=AT)
    browser = Browser(city.actor("street_officer"))
    case = UUID(text_of(browser.ask(reverse("duplicates:duplicates"))).split("/people/duplicates/")[-1][:36])
    page = text_of(browser.ask(reverse("duplicates:duplicate", args=[case])))
    assert "1970-09" in page and "1970-09-01" not in page and "2008-06" in page and "2008-06-01" not in page


def test_merging_on_the_page_asks_once_more_and_then_merges(city: City, person: UUID, register: Register) -> None:
    twin = register(id_no="430999194806150124", phone=PHONE, place_no=city.beside)
    find_duplicates(actor=Actor.system("test"), at=AT)
    browser = Browser(city.actor("street_officer"))
    listed = text_of(browser.ask(reverse("duplicates:duplicates")))
    case = UUID(listed.split("/people/duplicates/")[-1][:36])
    compared = text_of(browser.ask(reverse("duplicates:duplicate", args=[case])))
    assert "姓名相同" in compared and ID_NO not in compared
    settle = reverse("duplicates:settle", args=[case])
    assert browser.ask(settle, {"decision": "merge_first"}).status_code == 200
    with acting(Actor.system("test")):
        assert not Retiree.objects.filter(status="merged").exists()
    assert browser.ask(settle, {"decision": "merge_first", "confirmed": "1"}).status_code == 302
    with acting(Actor.system("test")):
        assert set(Retiree.objects.filter(status="merged").values_list("pk", flat=True)) < {person, twin}
