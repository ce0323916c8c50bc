"""The workbench itself: keyboard search, bulk choice, and every part of the style guide in every look."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.walk import OFFICE, PHONE

pytestmark = pytest.mark.journey

LOOKS = [("light", "16", OFFICE), ("dark", "16", OFFICE), ("contrast", "24", OFFICE), ("light", "30", PHONE)]


def _choose_look(visit, theme: str, size: str) -> None:
    visit.page.context.add_cookies(
        [
            {"name": name, "value": value, "url": visit.site.url}
            for name, value in (("yq_theme", theme), ("yq_type", size))
        ]
    )


@pytest.mark.parametrize(("theme", "size", "window"), LOOKS)
def test_every_part_fits_and_is_readable_in_every_look(arrive, theme, size, window) -> None:
    visit = arrive(size=window)
    _choose_look(visit, theme, size)
    for page in ("parts", "forms", "states", "list"):
        visit.go(f"/gallery/{page}/")
        assert visit.page.locator("html").get_attribute("data-theme") == theme
        visit.look()


def test_search_is_walked_by_keyboard_from_slash_to_the_person(arrive) -> None:
    visit = arrive("shequ.li")
    visit.go("/")
    visit.look()
    visit.page.keyboard.press("/")
    visit.page.keyboard.type("w", delay=20)
    expect(visit.page.locator("#search-results a.hit").first).to_be_visible()
    visit.page.keyboard.press("ArrowDown")
    name = visit.page.locator(":focus .hit-name").inner_text()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/people/*/")
    assert visit.page.locator("h1").inner_text() == name
    assert "?" not in visit.page.url
    visit.look()


def test_escape_closes_the_results_and_keeps_the_text(arrive) -> None:
    visit = arrive("shequ.li")
    visit.go("/")
    visit.look()
    visit.page.keyboard.press("/")
    visit.page.keyboard.type("w")
    expect(visit.page.locator("#search-results a.hit").first).to_be_visible()
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("#search-results a.hit")).to_have_count(0)
    assert visit.page.locator("#search-text").input_value() == "w"


def test_the_bulk_bar_counts_what_is_picked_and_offers_all_that_match(arrive) -> None:
    visit = arrive()
    visit.go("/gallery/list/")
    visit.look()
    bar, boxes = visit.page.locator("[data-bulk-bar]"), visit.page.locator("input[name=ids]")
    expect(bar).to_be_hidden()
    boxes.nth(1).check()
    boxes.nth(4).click(modifiers=["Shift"])
    expect(bar).to_contain_text("已选 4 条")
    visit.page.locator("[data-pick-all]").check()
    bar.locator("input[name=all]").check()
    expect(bar).to_contain_text("已选全部 240 条")
    visit.page.locator("[data-bulk-clear]").click()
    expect(bar).to_be_hidden()
