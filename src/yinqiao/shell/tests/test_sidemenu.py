"""The side menu: the entries of a role under their headings, and where we are."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from yinqiao.areas.accounts.types import Role
from yinqiao.platform.ui.registry import ui
from yinqiao.shell.sidemenu import side_menu

pytestmark = pytest.mark.fast
OFFICER = Role.COMMUNITY_OFFICER.value


def _marked(role: str, path: str) -> list[str]:
    """The addresses that the menu says we are at."""
    return re.findall(r'href="([^"]+)" aria-current="page"', side_menu(role, path))


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_a_role_finds_its_own_entries_and_no_others(role: str) -> None:
    shown = re.findall(r'href="([^"]+)"', side_menu(role, "/nowhere/"))
    assert shown == ["/", *(reverse(one.url_name) for one in ui.menu if role in one.roles)]


def test_who_has_no_role_finds_today_alone() -> None:
    assert re.findall(r'href="([^"]+)"', side_menu("none", "/")) == ["/"]
    assert "side-group" not in side_menu("none", "/")


def _opened(role: str, path: str) -> list[str]:
    """The headings whose entries the menu shows without a tap."""
    found = re.findall(r'<details class="side-group" (open)?>\s*<summary[^>]*>([^<]+)<', side_menu(role, path))
    return [heading for is_open, heading in found if is_open]


def test_a_long_menu_opens_the_heading_that_we_are_in() -> None:
    assert _opened(OFFICER, reverse("aid:reliefs")) == ["人员与服务"]
    assert _opened(OFFICER, reverse("cases:cases")) == ["办件与诉求"]


def test_a_long_menu_opens_its_first_heading_where_we_are_in_none() -> None:
    assert _opened(OFFICER, "/") == ["移交与接收"]


def test_a_short_menu_is_all_open() -> None:
    assert len(ui.menu_for(Role.AUDITOR.value)) <= 12
    assert _opened(Role.AUDITOR.value, "/") == ["统计与监督"]


def test_no_heading_of_an_officer_holds_more_than_is_read_at_a_glance() -> None:
    for role in Role:
        for heading in {one.group for one in ui.menu_for(role.value)}:
            held = [one.label for one in ui.menu_for(role.value) if one.group == heading]
            assert len(held) <= 14, (role, heading, held)


def test_today_is_marked_on_its_own_page_alone() -> None:
    assert _marked(OFFICER, "/") == ["/"]
    assert _marked(OFFICER, "/appearance/") == []


def test_the_longest_address_that_a_page_lies_below_is_marked() -> None:
    people, inner = reverse("ledger:people"), reverse("certification:people")
    assert inner.startswith(people)
    assert _marked(OFFICER, people) == [people]
    assert _marked(OFFICER, f"{inner}rates/") == [inner]
    assert _marked(OFFICER, f"{people}00000000-0000-7000-8000-000000000001/") == [people]


def test_one_page_marks_nothing_on_the_next_nor_for_another_role() -> None:
    waiting = reverse("handover:waiting")
    assert _marked(OFFICER, waiting) == [waiting]
    assert _marked(OFFICER, "/appearance/") == []
    assert waiting not in side_menu(Role.AUDITOR.value, waiting)
    assert _marked(OFFICER, waiting) == [waiting]
