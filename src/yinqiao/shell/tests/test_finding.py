"""The search box finds organisations beside people: within the scope, for roles that can open their lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.platform.access import acting
from yinqiao.shell.finding import find_organisation_groups, list_of_people

if TYPE_CHECKING:
    from yinqiao.areas.retirees.tests.small_city import City

TODAY = date(2026, 3, 5)
pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def city(db: None) -> Iterator[City]:
    """The small city; the builder has one person waiting in the near community, the mill one in the far one."""
    from yinqiao.areas.handover.models import Offer
    from yinqiao.areas.organisations.queries import forget_places
    from yinqiao.areas.retirees.tests.small_city import build_city
    from yinqiao.platform.access import Actor

    forget_places()
    built = build_city()
    facts = {"name": "王桂英", "born_on": TODAY, "route_how": "declared", "offered_on": TODAY, "due_on": TODAY}
    with acting(Actor.system("test")):
        for place_no, firm, state in (
            (built.near, built.builder, "offered"),
            (built.far, built.mill, "accepted"),
            (built.near, built.mill, "withdrawn"),
        ):
            Offer.objects.create(retiree_id=uuid4(), place_no=place_no, enterprise_id=firm, state=state, **facts)
    yield built
    forget_places()


def _found(city: City, role: str, text: str, scope: str | None = None) -> dict[str, list[tuple[str, str]]]:
    actor = city.actor(role, scope)
    with acting(actor):
        groups = find_organisation_groups(actor, text)
    return {group.title: [(link.name, link.url) for link in group.links] for group in groups}


def test_a_place_of_the_scope_leads_to_its_people(city: City) -> None:
    found = _found(city, "street_officer", "望月社")
    assert found == {"社区、街道、区县": [("望月社区", f"/people/?place={city.near}")]}
    assert _found(city, "city_manager", "jyj")["社区、街道、区县"][0][0] == "教育街社区"


def test_a_place_outside_the_scope_is_not_found_by_any_word(city: City) -> None:
    for text in ("教育街", "jiaoyujie", "jyj", "开福"):
        assert _found(city, "community_officer", text) == {}


def test_an_enterprise_is_found_only_where_its_people_stand(city: City) -> None:
    builder = [("中湘第三建设集团有限公司", f"/people/?enterprise={city.builder}")]
    assert _found(city, "community_officer", "中湘") == {"企业": builder}
    assert _found(city, "community_officer", "zxd") == {"企业": builder}
    assert _found(city, "community_officer", "星垣") == {}
    assert list(_found(city, "community_officer", "星垣", "far")) == ["企业"]
    assert list(_found(city, "city_manager", "星垣")) == ["企业"]


def test_an_enterprise_finds_itself_and_no_place_and_no_other(city: City) -> None:
    own = [("中湘第三建设集团有限公司", f"/handover/people/?enterprise={city.builder}")]
    assert _found(city, "enterprise_officer", "中湘") == {"企业": own}
    assert _found(city, "enterprise_officer", "望月湖") == {}
    assert _found(city, "enterprise_officer", "星垣") == {}


@pytest.mark.parametrize("role", ["auditor", "system_admin", "none"])
def test_who_has_no_list_of_people_is_offered_none(city: City, role: str) -> None:
    assert list_of_people(role) == ""
    assert _found(city, role, "望月湖", "city") == {}


def test_nothing_found_is_said_only_when_no_organisation_was_found_either(city: City) -> None:
    nothing = "没有找到相符的人员"
    for is_fragment in (True, False):
        browser = Browser(city.actor("street_officer"))
        found = text_of(browser.ask("/search/", {"text": "望月社"}, htmx=is_fragment))
        assert "望月社区" in found
        assert nothing not in found
        assert nothing in text_of(browser.ask("/search/", {"text": "查无此人"}, htmx=is_fragment))
