"""A retiree on a phone comes in by the city's app, without script; and what is said to who is not found."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.site import Site
from tests.journeys.test_portal import LOOKS, Person, _people, _with_type
from tests.journeys.walk import Visit

pytestmark = pytest.mark.journey


def _says_who_there(visit: Visit, person: Person, *, level: str = "face") -> None:
    visit.says("演示替身：市民应用")
    visit.page.get_by_label("姓名").fill(person.name)
    visit.page.get_by_label("身份证号").fill(person.number)
    visit.page.get_by_label("手机号").fill(person.phone)
    visit.page.get_by_label("实名程度").select_option(level)
    visit.send("同意登录银桥")


@pytest.mark.parametrize("look", LOOKS)
def test_a_retiree_comes_in_by_the_citys_app(arrive: Arrive, site: Site, look: str) -> None:
    size, letters = LOOKS[look]
    person = _people(site)[list(LOOKS).index(look)]
    visit = arrive(size=size)
    _with_type(visit, letters)
    visit.go("/my/enter/?at=430104002001")
    visit.look(f"{look}-app-enter")
    visit.click("用市民应用（演示替身）登录")
    visit.look(f"{look}-app-stand-in")
    _says_who_there(visit, person)
    visit.role = "retiree"
    visit.says(person.name, "您今天要办什么")
    visit.look(f"{look}-app-home")
    assert person.number not in visit.page.url and person.phone not in visit.page.url
    visit.click("登录的设备")
    visit.says("市民应用")
    visit.look()


def test_who_is_not_found_or_not_seen_is_told_what_to_do(arrive: Arrive) -> None:
    visit = arrive(size=LOOKS["phone"][0])
    stranger = Person("赵不在", "13971000999", "430104195001010011", "")
    visit.go("/my/enter/")
    visit.look()
    visit.click("用市民应用（演示替身）登录")
    visit.look()
    _says_who_there(visit, stranger)
    visit.says("没有找到您的退休人员资料", "给社区打电话")
    visit.look("phone-app-not-found")
    visit.go("/my/enter/")
    visit.look()
    visit.click("用市民应用（演示替身）登录")
    visit.look()
    _says_who_there(visit, stranger, level="phone")
    visit.says("刷脸实名")
    visit.look("phone-app-not-sure")
