"""Every figure of the indicator opens the list of exactly its people, desks included, for whoever may look."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.urls import resolve, reverse

from yinqiao.areas.handover.tests.conftest import Scene, keys, place_actor, scene
from yinqiao.areas.handover.tests.test_lists import ask
from yinqiao.areas.handover.views import people
from yinqiao.areas.insight import views
from yinqiao.areas.insight.tests.city import ADD, FUYA, LOTUS, MOON, number_of
from yinqiao.areas.insight.types import Dimension
from yinqiao.platform.access import Actor, acting

__all__ = ["keys", "scene"]
pytestmark = [pytest.mark.db, pytest.mark.django_db]
CITY, AGENCY, DISTRICT, STREET = "430100000000", "430100000D01", "430104000000", "430104001000"
STREET_OF_ONE = "430105001000"
_FIGURE = re.compile(
    r'href="(?P<url>/[^"]*)"(?:>|><span class="stat-label">[^<]*</span><span class="stat-value">)'
    r'(?P<value>[\d,]+)(?:</a>|<span class="stat-unit">人)'
)
_TOTAL = re.compile(r'class="table-count" role="status">共 ([\d,]+) ')


@pytest.fixture
def people_everywhere(scene: Scene) -> Scene:
    """People of two enterprises in each state at each place and each desk, in numbers that tell them apart."""
    at = (CITY, AGENCY, DISTRICT, STREET, MOON, LOTUS, STREET_OF_ONE, FUYA)
    with acting(Actor.system("测试")), connection.cursor() as cursor:
        for place, code in enumerate(at):
            for firm in (scene.enterprise_id, scene.other_id):
                cursor.execute(ADD, [firm, number_of(code), "offered", None, 1 + place])
                cursor.execute(ADD, [firm, number_of(code), "accepted", None, 2 + place % 3])
                cursor.execute(ADD, [firm, number_of(code), "accepted", "2026-03-05", 1])
                cursor.execute(ADD, [firm, number_of(code), "returned", None, 1 + place % 2])
                cursor.execute(ADD, [firm, number_of(code), "withdrawn", None, 3])
    return scene


def _length(actor: Actor, url: str) -> int:
    """How many people the list at an address shows."""
    path, _, query = unescape(url).partition("?")
    assert path == reverse("handover:people")
    found = _TOTAL.search(ask(resolve(path).func, actor, query))
    return int(found[1].replace(",", "")) if found else 0


def _figures(actor: Actor, query: str) -> list[tuple[str, int]]:
    page = ask(views.handover, actor, query)
    return [(one["url"], int(one["value"].replace(",", ""))) for one in _FIGURE.finditer(page)]


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("city_manager", CITY), ("district_manager", DISTRICT), ("street_officer", STREET),
        ("street_officer", STREET_OF_ONE), ("community_officer", MOON), ("agency_officer", AGENCY),
    ],
)  # fmt: skip
@pytest.mark.parametrize("by", [one.value for one in Dimension])
def test_every_figure_of_every_line_opens_just_its_people(
    people_everywhere: Scene, role: str, code: str, by: str
) -> None:
    actor = place_actor(role, code)
    for part in ("", f"&place={number_of(code)}"):
        figures = _figures(actor, f"by={by}{part}")
        assert len(figures) > 5
        for url, value in figures:
            assert _length(actor, url) == value, url


def test_every_figure_of_a_district_within_the_city_opens_just_its_people(people_everywhere: Scene) -> None:
    for by in Dimension:
        for url, value in _figures(people_everywhere.city, f"by={by}&place={number_of(DISTRICT)}"):
            assert _length(people_everywhere.city, url) == value, url


def test_every_figure_of_an_enterprise_opens_just_its_people(people_everywhere: Scene) -> None:
    figures = _figures(people_everywhere.officer, "")
    assert len(figures) > 5
    for url, value in figures:
        assert _length(people_everywhere.officer, url) == value, url


def test_the_list_of_a_desk_says_so_and_opens_the_whole_place_once_that_is_taken_away(
    people_everywhere: Scene,
) -> None:
    district, city = number_of(DISTRICT), people_everywhere.city
    page = ask(people.people, city, f"place={district}&own=on&state=offered")
    assert "社区（街道）：岳麓区" in page and "只看本级（不含下级）：是" in page
    wider = next(url for url in re.findall(r'class="chip" href="([^"]*)"', page) if "own" not in url)
    at_desk, in_all = (
        _length(city, f"{reverse('handover:people')}{query}")
        for query in (f"?place={district}&own=on&state=offered", wider)
    )
    assert (at_desk, in_all) == (6, 2 * (3 + 4 + 5 + 6))


def test_only_the_own_level_without_a_place_is_that_of_the_officer_and_no_scope_is_left(
    people_everywhere: Scene,
) -> None:
    street, address = people_everywhere.street, reverse("handover:people")
    assert _length(street, f"{address}?own=on&state=offered") == 8
    beyond = _length(street, f"{address}?own=on&state=offered&place={number_of(DISTRICT)}")
    assert beyond == 8, "a place beyond the scope is no choice, so the own level is what is left"
    assert _length(people_everywhere.officer, f"{address}?own=on") == _length(people_everywhere.officer, address)
