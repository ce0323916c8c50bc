"""The pages that are used all day, on a phone and in the largest type: nothing to scroll sideways, nothing unreadable."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.walk import OFFICE, PHONE, Visit

pytestmark = pytest.mark.journey
LOOKS = {"phone": (PHONE, "16"), "phone-largest": (PHONE, "30"), "largest": (OFFICE, "30")}


@pytest.mark.parametrize("look", LOOKS)
def test_the_daily_pages_of_a_community_fit(arrive: Arrive, look: str) -> None:
    officer = _with_type(arrive, "shequ.li", look)
    for path, name in (("/", "today"), ("/handover/waiting/", "waiting"), ("/handover/contacts/", "contacts"),
                       ("/people/", "people"), ("/search/", "search-page")):  # fmt: skip
        officer.go(path)
        officer.look(f"{look}-{name}")
    officer.go("/people/?name=努尔艾合买提江")
    officer.follow(officer.page.locator("tbody a", has_text="努尔艾合买提江·阿卜杜热依木江").first)
    officer.look(f"{look}-person")
    officer.follow(officer.page.get_by_role("link", name="更正联系方式与住址").first)
    officer.look(f"{look}-form")


@pytest.mark.parametrize("look", LOOKS)
def test_the_daily_pages_of_an_enterprise_and_the_city_fit(arrive: Arrive, look: str) -> None:
    enterprise = _with_type(arrive, "qiye.luo", look)
    enterprise.go("/handover/rosters/")
    enterprise.look(f"{look}-rosters")
    enterprise.follow(enterprise.page.locator("tbody a").last)
    enterprise.look(f"{look}-report")
    enterprise.go("/handover/rosters/upload/")
    enterprise.look(f"{look}-upload")
    manager = _with_type(arrive, "shi.huang", look)
    manager.go("/insight/handover/?by=enterprise")
    manager.look(f"{look}-indicator")


def _with_type(arrive: Arrive, username: str, look: str) -> Visit:
    """Somebody who chose this type size on a screen of this size."""
    size, type_size = LOOKS[look]
    visit = arrive(username, size)
    visit.go("/appearance/")
    visit.page.locator(f"input[name=type_size][value='{type_size}']").check()
    visit.send("保存")
    visit.look()
    return visit
