"""A whole delivery counted at once, from what a bar-code gun has kept: the same as scan by scan."""

from __future__ import annotations

from html import unescape
from uuid import UUID

import pytest
from django.urls import reverse

from yinqiao.areas.archives import services
from yinqiao.areas.archives.models import Scan
from yinqiao.areas.archives.tests.volumes import SYSTEM, THREE, Store, volume
from yinqiao.areas.archives.types import MOST_CODES, ArchiveState, ScanResult, Tally
from yinqiao.areas.handover.tests.conftest import CAST, NOW, roster
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
R = ScanResult


def _scan(store: Store, batch_id: UUID, *codes: str, by: Actor | None = None) -> dict[ScanResult, int]:
    return dict(services.scan_codes(actor=by or store.street, at=NOW, catalogue_id=batch_id, codes=codes))


def test_many_codes_count_as_one_by_one_would(store: Store) -> None:
    batch_id = store.offer(*THREE)
    other = store.offer(volume(106), by=store.rival)
    told = _scan(store, batch_id, " 9900102 ", "", "ＤＡ104", "DA102", "9900106", "X-1", "X-1", "9900102")
    assert told == {R.COUNTED: 2, R.AGAIN: 3, R.ELSEWHERE: 1, R.EXTRA: 1}
    assert store.tally(batch_id) == Tally(due=3, counted=2, open=1, damaged=0, missing=0, extra=1)
    assert store.archive("DA104").counted_name == store.street.name
    with acting(SYSTEM):
        kept = dict(Scan.objects.values_list("code", "told"))
        assert kept == {"9900106": store.row(other).batch_no, "X-1": ""}
        assert Event.objects.filter(type="archives.reception_begun").count() == 1
    assert _scan(store, batch_id, "X-1", "DA103") == {R.COUNTED: 1, R.UNLISTED: 1}


def test_a_barcode_goes_before_a_number_that_reads_the_same(store: Store) -> None:
    batch_id = store.offer(volume(102, no="77"), volume(103, no="88", barcode="77"))
    assert _scan(store, batch_id, "77") == {R.COUNTED: 1}
    assert (store.state("88"), store.state("77")) == (ArchiveState.COUNTED, ArchiveState.OFFERED)


def test_what_was_missing_is_received_at_once(store: Store) -> None:
    store.scene.submit(roster(*CAST[:2]))
    batch_id = store.offer(*THREE)
    _scan(store, batch_id, "DA102")
    store.finish(batch_id)
    assert _scan(store, batch_id, "DA103", "DA104", "DA102", "X-9") == {R.FOUND: 2, R.AGAIN: 1, R.UNLISTED: 1}
    assert store.state("DA103") is ArchiveState.RECEIVED
    assert [one[2] for one in store.holders("DA103")] == [False, True]
    with acting(SYSTEM):
        told = Event.objects.filter(type="archives.received").values_list("subject_id", flat=True)
        assert set(told) == {store.archive(number).pk for number in ("DA102", "DA103", "DA104")}


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        ((), "archives.codes_missing"),
        (("", "  "), "archives.codes_missing"),
        (("DA102", "9" * 41), "archives.codes_unreadable"),
        (("1",) * (MOST_CODES + 1), "archives.too_many_codes"),
    ],
)
def test_what_cannot_be_read_counts_nothing(store: Store, codes: tuple[str, ...], code: str) -> None:
    batch_id = store.offer(*THREE)
    with pytest.raises(Invalid) as refused:
        _scan(store, batch_id, *codes)
    assert refused.value.code == code and store.tally(batch_id).counted == 0
    assert store.row(batch_id).begun_at is None


def test_only_the_place_counts_and_nothing_that_was_taken_back(store: Store) -> None:
    batch_id = store.offer(*THREE)
    for who in (store.firm, store.rival, store.elsewhere):
        with pytest.raises(NotFound):
            _scan(store, batch_id, "DA102", by=who)
    store.undo(batch_id)
    with pytest.raises((NotFound, Conflict)):
        _scan(store, batch_id, "DA102")


def test_the_page_counts_and_says_line_by_line_what_was_wrong(store: Store) -> None:
    batch_id = store.offer(*THREE)
    address = reverse("archives:codes", args=[batch_id])
    wrong = Browser(store.street).ask(address, {"codes": "DA102\n" + "9" * 41})
    assert wrong.status_code == 422 and "第 2 行超过 40 个字符" in unescape(text_of(wrong))
    assert Browser(store.street).ask(address, {"codes": "DA102\r\nDA103\r\n"}).status_code == 302
    assert store.tally(batch_id).counted == 2
