"""The person page: who holds the archive and since when; nothing of it where strands are not shown."""

from __future__ import annotations

from datetime import date
from html import unescape
from uuid import UUID

import pytest

from yinqiao.areas.archives.tests.volumes import THREE, Store
from yinqiao.areas.archives.views.person import archive_strand
from yinqiao.areas.handover.tests.conftest import CAST, roster
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.ui.registry import StrandView

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _strand(actor: Actor, person: UUID) -> StrandView | None:
    with acting(actor):
        return archive_strand(actor, person)


def _person(store: Store, number: str) -> UUID:
    found = store.archive(number).retiree_id
    assert found is not None
    return found


def test_the_strand_says_number_holder_and_day_at_every_step(store: Store) -> None:
    store.scene.submit(roster(*CAST[:3]))
    batch_id = store.offer(*THREE)
    local, person = store.scene.community, _person(store, "DA102")
    firm = "档号 DA102，中湘机床集团（演示）保管"
    assert _strand(local, person) == StrandView(f"{firm}，移交中", date(2026, 3, 2), "档案交接")
    store.scan(batch_id, "DA102")
    store.finish(batch_id)
    place = StrandView("档号 DA102，岳麓区 · 望月湖街道保管", date(2026, 3, 2), "档案交接")
    assert _strand(local, person) == place
    missing = _strand(local, _person(store, "DA103"))
    assert missing is not None and missing.state.endswith("保管，清点时缺少")
    page = unescape(text_of(Browser(local).ask(f"/people/{person}/")))
    assert place.state in page and "来源：档案交接" in page and "人事档案已接收" in page
    assert "保管" not in unescape(text_of(Browser(store.firm).ask(f"/people/{person}/")))


def test_without_an_archive_on_the_books_what_was_declared_stands(store: Store) -> None:
    store.scene.submit(roster(*CAST[:1]))
    with acting(store.street):
        from yinqiao.areas.retirees.queries import find_people

        [hit] = find_people(scope=store.street.scope, text="王桂英", limit=2)
    assert _strand(store.street, hit.id) is None
    assert "档号 DA00102" in unescape(text_of(Browser(store.street).ask(f"/people/{hit.id}/")))
