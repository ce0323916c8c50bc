"""Catalogues that come before rosters: the archives find their people later, by either way of writing a roster."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

from yinqiao.areas.archives.tests.volumes import SYSTEM, THREE, Store
from yinqiao.areas.handover.tests.conftest import CAST, make_scene, roster
from yinqiao.areas.retirees.models import Retiree
from yinqiao.platform.access import acting
from yinqiao.platform.events.models import Event

pytestmark = pytest.mark.db


def _person(number: int) -> UUID:
    with acting(SYSTEM):
        return Retiree.objects.get(archive_no=f"DA{number:05d}").pk


def _linked(store: Store, *numbers: int) -> list[UUID | None]:
    return [store.archive(f"DA{one}").retiree_id for one in numbers]


@pytest.fixture(params=[1, 5000], ids=["two connections", "one connection"])
def committed(request: pytest.FixtureRequest, settings: object, fresh_database: None) -> Iterator[Store]:
    """The store with real commits; rosters are written by two connections or by one."""
    settings.COMPANION_FROM = request.param  # type: ignore[attr-defined]
    yield Store.of(make_scene())


def test_archives_find_their_people_when_the_roster_comes_later(committed: Store) -> None:
    store = committed
    store.offer(*THREE)
    assert _linked(store, 102, 103, 104) == [None, None, None]
    store.scene.submit(roster(*CAST[:2]))
    assert _linked(store, 102, 103, 104) == [_person(102), _person(103), None]
    with acting(SYSTEM):
        told = Event.objects.filter(type="archives.linked")
        assert {one.retiree_id for one in told} == {_person(102), _person(103)}
        assert {one.data["how"] for one in told} == {"number"}
