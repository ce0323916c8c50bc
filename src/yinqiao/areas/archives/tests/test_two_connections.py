"""A large catalogue is written by two connections: what they leave is what one would have left, and one of two comes first."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection

from yinqiao.areas.archives import services
from yinqiao.areas.archives.tests.volumes import SYSTEM, Store, volume
from yinqiao.areas.archives.types import ArchiveState, ScanResult
from yinqiao.areas.handover.tests.conftest import CAST, NOW, make_scene, roster
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import acting
from yinqiao.platform.events.models import Event

pytestmark = pytest.mark.db
LINES = (volume(102), volume(103, "欧阳建国"), volume(104, "阿依古丽·买买提", barcode=""))


@pytest.fixture(params=[1, 5000], ids=["two connections", "one connection"])
def store(request: pytest.FixtureRequest, settings: object, fresh_database: None) -> Store:
    """A scene whose acts on few archives take as many connections as those on many, or one."""
    settings.COMPANION_FROM = request.param  # type: ignore[attr-defined]
    return Store.of(make_scene())


def _told(store: Store, number: str) -> list[str]:
    with acting(SYSTEM):
        told = Event.objects.filter(subject_id=store.archive(number).pk).order_by("id")
        return [one.type.removeprefix("archives.") for one in told]


def test_from_the_catalogue_to_the_store_room_each_archive_has_its_person_its_holder_and_its_events(
    store: Store,
) -> None:
    store.scene.submit(roster(*CAST[:1]))
    batch_id = store.offer(*LINES)
    codes = ["9900102", "9900103", "DA102", "FREMD"]
    counted = services.scan_codes(actor=store.street, at=NOW, catalogue_id=batch_id, codes=codes)
    assert counted == {ScanResult.COUNTED: 2, ScanResult.AGAIN: 1, ScanResult.EXTRA: 1}
    assert [len(store.holders(one)) for one in ("DA102", "DA103", "DA104")] == [1, 1, 1]
    store.finish(batch_id)
    states = {one: store.state(one) for one in ("DA102", "DA103", "DA104")}
    assert states == dict(
        zip(states, (ArchiveState.RECEIVED, ArchiveState.RECEIVED, ArchiveState.MISSING), strict=True)
    )
    firm, place = store.archive("DA102").enterprise_id, store.archive("DA102").place_no
    assert store.holders("DA103") == [(firm, None, False), (None, place, True)]
    assert store.holders("DA104") == [(firm, None, True)]
    assert [_told(store, one) for one in states] == [["offered", "received"]] * 2 + [["offered", "missing"]]
    assert store.archive("DA102").retiree_id is not None and store.archive("DA103").retiree_id is None
    assert store.scan(batch_id, "DA104").result is ScanResult.FOUND
    assert store.holders("DA104") == [(firm, None, False), (None, place, True)]


def test_an_archive_that_two_catalogues_offer_at_once_is_in_one_of_them(store: Store) -> None:
    firsts, seconds = store.check(*LINES), store.check(*LINES, volume(105))
    start = Barrier(2)

    def submit(batch_id: UUID) -> Callable[[], str]:
        def run() -> str:
            start.wait(30)
            try:
                store.submit(batch_id)
            except DomainError as refusal:
                return refusal.code
            finally:
                connection.close()
            return "done"

        return run

    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(copy_context().run, submit(one)) for one in (firsts, seconds)]
        told = [one.result() for one in waiting]
    assert told[1] == "done" and told[0] in ("done", "lists.nothing_to_submit", "archives.nothing_to_submit")
    homes = {store.archive(one).catalogue_id for one in ("DA102", "DA103", "DA104")}
    assert homes == ({firsts} if told[0] == "done" else {seconds})
    assert store.archive("DA105").catalogue_id == seconds
    assert [_told(store, one) for one in ("DA102", "DA103", "DA104", "DA105")] == [["offered"]] * 4
