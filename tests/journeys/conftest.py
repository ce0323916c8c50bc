"""The site that the journeys walk, the browser, and people who sit down at it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TextIO

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys import site as building
from tests.journeys.gallery import Album, Gallery
from tests.journeys.groups import AT_LAST, GROUPS, group_of, order_of
from tests.journeys.site import Site
from tests.journeys.tabs import CHROMIUM, Tabs, cookies_of
from tests.journeys.walk import OFFICE, Visit
from yinqiao.shell.demo.cast import CAST_USERS

Arrive = Callable[..., Visit]
ROLES = {one.username: one.role for one in CAST_USERS}
_GALLERY, _ALBUM = pytest.StashKey[Gallery](), pytest.StashKey[Album]()
# How long the count of the pictures waits for the journeys that other processes walk.
_LONGEST = 3600.0


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each group in one piece, in the place where the journeys stand; the pictures are counted when all else was done."""
    walked = sorted(
        (one for one in items if group_of(one.nodeid)), key=lambda one: order_of(one.nodeid, one.reportinfo()[1] or 0)
    )
    places = [place for place, one in enumerate(items) if group_of(one.nodeid)]
    for place, one in zip(places, walked, strict=True):
        items[place] = one
    items.sort(key=lambda one: group_of(one.nodeid) == AT_LAST)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """A group leaves what it has seen for the others, after each of its modules and at its end, and reads what they left:
    nobody asks again what another has asked.
    """
    group, following = group_of(item.nodeid), group_of(nextitem.nodeid) if nextitem else ""
    if group == AT_LAST or (nextitem and nextitem.path == item.path and following == group):
        return
    album, seen = item.config.stash[_ALBUM], _gallery(item.config)
    album.keep(group, seen, is_whole=following != group)
    for told in album.so_far(one for one in GROUPS if one != group):
        seen.join(told)


def _gallery(config: pytest.Config) -> Gallery:
    return config.stash.setdefault(_GALLERY, Gallery())


@pytest.fixture(scope="session", autouse=True)
def album(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Album:
    """The folder that the processes of this run share."""
    own = tmp_path_factory.getbasetemp()
    kept = Album(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)
    return request.config.stash.setdefault(_ALBUM, kept)


@pytest.fixture(scope="session")
def walkers() -> Iterator[dict[str, TextIO]]:
    """Group -> what tells the others that this process walks it."""
    told: dict[str, TextIO] = {}
    yield told
    for one in told.values():
        one.close()


@pytest.fixture(autouse=True)
def walked(request: pytest.FixtureRequest, album: Album, walkers: dict[str, TextIO]) -> None:
    """Whoever counts the pictures at the end knows that somebody walks this group, and whether he is still there."""
    group = group_of(request.node.nodeid)
    if group != AT_LAST and group not in walkers:
        walkers[group] = album.begin(group)


@pytest.fixture
def gallery(request: pytest.FixtureRequest) -> Gallery:
    """What this process has looked at, in the whole run."""
    return _gallery(request.config)


@pytest.fixture
def gallery_so_far(album: Album, gallery: Gallery) -> Gallery:
    """The same, with what the other processes have told until now."""
    for told in album.so_far(GROUPS):
        gallery.join(told)
    return gallery


@pytest.fixture(scope="session")
def whole_gallery(request: pytest.FixtureRequest, album: Album) -> Gallery:
    """What was looked at by every group that is walked in this run, when all have come to their ends."""
    groups = {group_of(one.nodeid) for one in request.session.items} & {*GROUPS}
    whole = Gallery()
    for told in album.whole(groups, within=_LONGEST):
        whole.join(told)
    return whole


@pytest.fixture(scope="package")
def site() -> Iterator[Site]:
    """A site of its own for the journeys of this process, ended and removed after the last of them."""
    raised = building.raise_site(people=1500, seed=7)
    yield raised
    building.raze_site(raised)


@pytest.fixture(scope="package")
def tabs() -> Iterator[Tabs]:
    """Chromium. Ended with the last journey: while it is open, Django refuses to use the database in this process."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(**CHROMIUM)
        yield Tabs(opened)
        opened.close()


@pytest.fixture
def arrive(site: Site, tabs: Tabs, gallery: Gallery) -> Iterator[Arrive]:
    """`arrive("shequ.li")` is that person's signed-in tab; `arrive()` a stranger's. All are inspected at the end."""
    visits: list[Visit] = []

    def sit_down(username: str = "", size: tuple[int, int] = OFFICE) -> Visit:
        cookies = cookies_of(tabs, site, gallery, username) if username else []
        visits.append(Visit(tabs.open(size, cookies), site, gallery, ROLES.get(username, "")))
        return visits[-1]

    yield sit_down
    try:
        for visit in visits:
            visit.close()
    except AssertionError:
        for visit in visits:
            visit.page.context.close()
        raise
    for visit in visits:
        tabs.keep(visit.page)
