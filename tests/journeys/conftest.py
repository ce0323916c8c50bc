"""The site that the journeys walk, the browser, and people who sit down at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys import site as building
from tests.journeys.site import Site
from tests.journeys.walk import CHROMIUM, OFFICE, Gallery, Visit, new_context, session_of
from yinqiao.shell.demo.cast import CAST_USERS

Arrive = Callable[..., Visit]
ROLES = {one.username: one.role for one in CAST_USERS}
LAST = "test_pictures.py"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The pictures are counted when everything was walked, in whatever order that was."""
    items.sort(key=lambda item: item.path.name == LAST)


@pytest.fixture(scope="package")
def site() -> Iterator[Site]:
    """A site of its own for all journeys, ended and removed after the last of them."""
    raised = building.raise_site(people=1500, seed=7)
    yield raised
    building.raze_site(raised)


@pytest.fixture(scope="session")
def gallery() -> Gallery:
    """What was looked at, for the whole run."""
    return Gallery()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. Ended with each module: while it is open, Django refuses to use the database in this process."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(**CHROMIUM)
        yield opened
        opened.close()


@pytest.fixture
def arrive(site: Site, browser: Browser, gallery: Gallery) -> Iterator[Arrive]:
    """`arrive("shequ.li")` is that person's signed-in tab; `arrive()` a stranger's. All are inspected at the end."""
    visits: list[Visit] = []

    def sit_down(username: str = "", size: tuple[int, int] = OFFICE) -> Visit:
        state = session_of(browser, site, gallery, username) if username else None
        context = new_context(browser, size, storage_state=state)
        context.set_default_timeout(20_000)
        visits.append(Visit(context.new_page(), site, gallery, ROLES.get(username, "")))
        return visits[-1]

    yield sit_down
    for visit in visits:
        visit.close()
