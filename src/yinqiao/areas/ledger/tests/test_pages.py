"""The list of people: masked, filtered, and what leaves it has a purpose and an entry."""

from __future__ import annotations

import io
from datetime import date
from uuid import UUID

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.ledger.queries import list_people
from yinqiao.areas.ledger.types import PersonFilter
from yinqiao.areas.ledger.urls import urlpatterns
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.retirees.tests.small_city import City, Register
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.kernel.errors import Refused
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.models import Entry

pytestmark = [pytest.mark.db, pytest.mark.django_db]
PHONE, ID_NO = "13800001234", "430999194806150024"


@pytest.fixture
def person(register: Register) -> UUID:
    """A person of the near community."""
    return register(id_no=ID_NO, phone=PHONE, address="长沙市岳麓区望月湖街道1栋", building="望月湖1栋")


def test_every_route_of_the_room_refuses_an_enterprise_and_sends_the_unknown_to_sign_in(
    city: City, person: UUID
) -> None:
    parts = {}
    for pattern in urlpatterns:
        address = reverse(f"ledger:{pattern.name}", kwargs={name: parts[name] for name in pattern.pattern.converters})
        with pytest.raises(Refused) as refused:
            Browser(city.actor("enterprise_officer")).ask(address, {})
        assert refused.value.code == "access.role_not_allowed"
        assert Browser(Actor.anonymous()).ask(address, {}).status_code == 302


def test_the_list_is_masked_filtered_and_sorted(city: City, person: UUID, register: Register) -> None:
    register(name="李强", born_on=timezone.localdate().replace(year=1970, day=1))
    browser = Browser(city.actor("community_officer"))
    page = text_of(browser.ask(reverse("ledger:people")))
    assert "王桂英" in page and "李强" in page and "138****1234" in page and PHONE not in page
    assert "李强" not in text_of(browser.ask(reverse("ledger:people") + "?phone=yes&sort=-born_on"))
    assert "王桂英" not in text_of(browser.ask(reverse("ledger:people") + "?phone=no"))
    assert "王桂英" not in text_of(browser.ask(reverse("ledger:people") + "?age=0-59"))
    nobody = text_of(browser.ask(reverse("ledger:people") + "?name=zzz"))
    assert "王桂英" not in nobody and "清除全部筛选" in nobody
    beside = Browser(city.actor("community_officer", "beside"))
    assert "王桂英" not in text_of(beside.ask(reverse("ledger:people")))


@pytest.mark.parametrize("head", ["name", "-name", "place_no"])
def test_pages_read_from_the_end_and_from_the_beginning_are_one_list(city: City, register: Register, head: str) -> None:
    for name in ("李强", "王桂英", "王桂英", "张伟", "赵敏"):
        register(name=name)
    actor = city.actor("community_officer")
    with acting(actor):
        rows = list_people(scope=actor.scope, narrowed=PersonFilter(timezone.localdate())).order_by(head)
        whole = [row.id for row in rows]
        pages = [row.id for first in range(0, 8, 2) for row in rows[first : first + 2]]
    assert len(whole) == len(set(whole)) == 5
    assert pages == whole


def test_the_workbook_of_the_list_shows_the_month_of_retirement_as_a_month(city: City, register: Register) -> None:
    register(retired_on=date(2008, 6, 1))
    file = Browser(city.actor("community_officer")).ask(reverse("ledger:people") + "?export=1", {"purpose": "核对台账"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(file))).active  # type: ignore[arg-type, call-overload]
    cell = sheet.cell(3, 10)
    assert (sheet.cell(2, 10).value, cell.number_format, f"{cell.value:%Y-%m}") == ("退休年月", "yyyy-mm", "2008-06")


def test_a_call_list_leaves_with_a_purpose_full_phones_and_an_entry(city: City, person: UUID) -> None:
    browser = Browser(city.actor("community_officer"))
    assert PHONE not in text_of(browser.ask(reverse("ledger:calls")))
    assert browser.ask(reverse("ledger:calls"), {"purpose": ""}).status_code == 422
    file = browser.ask(reverse("ledger:calls"), {"purpose": "电话联系"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(file))).active  # type: ignore[arg-type, call-overload]
    assert [row[3] for row in sheet.iter_rows(min_row=3, values_only=True)] == [PHONE]
    with acting(Actor.system("test")):
        entry = Entry.objects.get(action="retirees.call_list_exported")
    assert (entry.people, entry.purpose) == (1, "电话联系")


def test_a_roll_by_building_names_the_building_and_is_on_record(city: City, person: UUID) -> None:
    browser = Browser(city.actor("community_officer"))
    assert "望月湖1栋" not in text_of(browser.ask(reverse("ledger:roll")))
    page = text_of(browser.ask(reverse("ledger:roll"), {"purpose": "入户走访"}))
    assert "望月湖1栋" in page and PHONE in page
    with acting(Actor.system("test")):
        assert Entry.objects.get(action="retirees.roll_printed").people == 1


@pytest.mark.parametrize("narrowed", ["", "?status=deceased", "?status=managed"])
def test_a_roll_announces_the_people_it_lists_and_the_dead_are_in_neither(
    city: City, person: UUID, register: Register, narrowed: str
) -> None:
    register(name="李强", died_on=date(2026, 1, 5), status=RetireeStatus.DECEASED)
    browser, address = Browser(city.actor("community_officer")), reverse("ledger:roll") + narrowed
    listed = 0 if "deceased" in narrowed else 1
    assert f"<strong>{listed}</strong> 人" in text_of(browser.ask(address))
    page = text_of(browser.ask(address, {"purpose": "入户走访"}))
    assert page.count('<th scope="row">') == listed and f"· {listed} 人 ·" in page and "李强" not in page
