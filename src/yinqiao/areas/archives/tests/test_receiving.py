"""Reception: archives counted once, damage, extra codes, differences; who holds what afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from yinqiao.areas.archives import queries, services
from yinqiao.areas.archives.models import Scan
from yinqiao.areas.archives.tests.volumes import STREET, SYSTEM, THREE, Store, volume
from yinqiao.areas.archives.types import ArchiveState, CatalogueState, Damage, ScanResult, Tally
from yinqiao.areas.handover.tests.conftest import CAST, NOW, roster
from yinqiao.areas.organisations.queries import places
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.access import acting
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_an_archive_is_found_by_barcode_else_by_number_and_counts_once(store: Store) -> None:
    batch_id = store.offer(*THREE)
    assert store.scan(batch_id, " 9900102 ").result is ScanResult.COUNTED
    assert store.scan(batch_id, "ＤＡ104").result is ScanResult.COUNTED, "full width, as some guns are set"
    assert store.scan(batch_id, "DA102", store.mate).result is ScanResult.AGAIN
    assert store.tally(batch_id) == Tally(due=3, counted=2, open=1, damaged=0, missing=0, extra=0)
    assert store.row(batch_id).state == CatalogueState.RECEIVING
    assert store.archive("DA102").counted_name == store.street.name
    with acting(SYSTEM):
        assert Event.objects.filter(type="archives.reception_begun").count() == 1


def test_a_barcode_goes_before_a_number_that_reads_the_same(store: Store) -> None:
    batch_id = store.offer(volume(102, no="77"), volume(103, no="88", barcode="77"))
    store.scan(batch_id, "77")
    assert (store.state("88"), store.state("77")) == (ArchiveState.COUNTED, ArchiveState.OFFERED)


def test_a_code_of_another_catalogue_is_told_and_one_of_none_is_kept_once(store: Store) -> None:
    batch_id = store.offer(*THREE)
    other = store.offer(volume(106), by=store.rival)
    elsewhere = store.scan(batch_id, "9900106")
    assert (elsewhere.result, elsewhere.told) == (ScanResult.ELSEWHERE, store.row(other).batch_no)
    assert store.state("DA106") is ArchiveState.OFFERED
    assert store.scan(batch_id, "X-1").result is ScanResult.EXTRA
    assert store.scan(batch_id, "X-1", store.mate).result is ScanResult.UNLISTED
    assert store.tally(batch_id).extra == 1


def test_a_catalogue_of_another_place_is_no_more_than_an_unknown_code(store: Store) -> None:
    store.offer(volume(106), by=store.rival, to="430105001000")
    assert store.scan(store.offer(*THREE), "DA106").result is ScanResult.EXTRA


@pytest.mark.parametrize("code", ["", "   ", "9" * 41])
def test_nothing_and_too_much_are_refused_and_leave_no_trace(store: Store, code: str) -> None:
    batch_id = store.offer(*THREE)
    with pytest.raises(Invalid) as refused:
        store.scan(batch_id, code)
    assert refused.value.code == "archives.code_unreadable"
    assert store.row(batch_id).state == CatalogueState.OFFERED


def test_an_extra_code_is_dropped_when_it_was_misread_and_its_scan_stays(store: Store) -> None:
    batch_id = store.offer(*THREE)
    store.scan(batch_id, "X-1")
    with acting(store.street):
        scan_id = queries.list_extras(scope=store.street.scope, catalogue_id=batch_id).get().pk
    for who in (store.elsewhere, store.firm):
        with pytest.raises(NotFound):
            services.drop_extra(actor=who, at=NOW, scan_id=scan_id)
    services.drop_extra(actor=store.street, at=NOW, scan_id=scan_id)
    assert store.tally(batch_id).extra == 0
    with acting(SYSTEM):
        assert Scan.objects.get(pk=scan_id).result == ScanResult.DROPPED
    with pytest.raises(NotFound):
        services.drop_extra(actor=store.street, at=NOW, scan_id=scan_id)


def test_a_damage_has_words_belongs_to_a_counted_archive_and_can_be_taken_back(store: Store) -> None:
    batch_id = store.offer(*THREE)
    archive_id = store.archive("DA102").pk

    def mark(damage: Damage) -> None:
        services.mark_damage(actor=store.street, at=NOW, archive_id=archive_id, damage=damage)

    with pytest.raises(Conflict) as refused:
        mark(Damage(True, "封面脱落"))
    assert refused.value.code == "archives.archive_not_counted"
    store.scan(batch_id, "DA102")
    with pytest.raises(Invalid):
        mark(Damage(True, " "))
    mark(Damage(True, "封面脱落"))
    assert store.tally(batch_id).damaged == 1 and store.archive("DA102").damage_note == "封面脱落"
    mark(Damage(False, "封面脱落"))
    assert store.tally(batch_id).damaged == 0 and store.archive("DA102").damage_note == ""


def test_finished_what_was_counted_is_the_places_and_the_rest_is_missing(store: Store) -> None:
    store.scene.submit(roster(*CAST[:3]))
    batch_id = store.offer(*THREE)
    store.scan(batch_id, "DA102")
    store.finish(batch_id, store.mate)
    place_no = places().by_code[STREET].place_no
    assert (store.state("DA102"), store.state("DA103")) == (ArchiveState.RECEIVED, ArchiveState.MISSING)
    assert store.holders("DA102") == [(store.scene.enterprise_id, None, False), (None, place_no, True)]
    assert store.holders("DA103") == [(store.scene.enterprise_id, None, True)]
    assert store.tally(batch_id) == Tally(due=3, counted=1, open=2, damaged=0, missing=2, extra=0)
    assert store.tally(batch_id, store.firm) == store.tally(batch_id)
    with acting(SYSTEM):
        told = {
            (one.type, one.retiree_id)
            for one in Event.objects.filter(type__in=["archives.received", "archives.missing"])
        }
    assert told == {
        ("archives.received", store.archive("DA102").retiree_id),
        ("archives.missing", store.archive("DA103").retiree_id),
        ("archives.missing", store.archive("DA104").retiree_id),
    }  # fmt: skip


def test_a_missing_archive_that_turns_up_is_received_at_once(store: Store) -> None:
    store.scene.submit(roster(*CAST[:3]))
    batch_id = store.offer(*THREE)
    store.scan(batch_id, "DA102")
    store.finish(batch_id)
    assert store.scan(batch_id, "DA103").result is ScanResult.FOUND
    assert store.scan(batch_id, "DA103").result is ScanResult.AGAIN
    assert store.scan(batch_id, "X-9").result is ScanResult.UNLISTED, "the list is signed: nothing is added to it"
    assert store.holders("DA103")[-1] == (None, places().by_code[STREET].place_no, True)
    assert store.tally(batch_id).missing == 1
    with acting(SYSTEM):
        assert Event.objects.filter(type="archives.received", retiree_id=store.archive("DA103").retiree_id).count() == 1


def test_finishing_needs_a_scan_the_figures_that_were_read_and_happens_once(store: Store) -> None:
    batch_id = store.offer(*THREE)
    with pytest.raises(Conflict) as refused:
        store.finish(batch_id)
    assert refused.value.code == "archives.step_not_open"
    store.scan(batch_id, "DA102")
    stale = replace(store.tally(batch_id), counted=0, open=3)
    with pytest.raises(Conflict) as refused:
        services.finish_reception(actor=store.street, at=NOW, catalogue_id=batch_id, seen=stale)
    assert refused.value.code == "archives.counted_meanwhile"
    assert store.state("DA102") is ArchiveState.COUNTED
    store.finish(batch_id)
    with pytest.raises(Conflict):
        store.finish(batch_id)


def test_whose_place_it_is_not_finds_nothing_and_the_enterprise_counts_nothing(store: Store) -> None:
    batch_id = store.offer(*THREE)
    for who in (store.elsewhere, store.firm, store.rival, store.scene.community):
        with pytest.raises(NotFound):
            store.scan(batch_id, "DA102", who)
        with pytest.raises(NotFound):
            services.finish_reception(actor=who, at=NOW, catalogue_id=batch_id, seen=store.tally(batch_id))
    assert store.scan(batch_id, "DA102", store.district).result is ScanResult.COUNTED


def test_the_community_of_a_person_learns_who_holds_the_archive_and_no_more(store: Store) -> None:
    store.scene.submit(roster(*CAST[:3]))
    batch_id = store.offer(*THREE)
    store.scan(batch_id, "DA102")
    store.finish(batch_id)
    person = store.archive("DA102").retiree_id
    assert person is not None
    local, neighbour = store.scene.community, store.scene.neighbour
    with acting(local):
        [held] = queries.find_holdings(scope=local.scope, retiree_id=person)
        assert (held.archive_no, held.holder) == ("DA102", "岳麓区 · 望月湖街道")
        assert not queries.list_archives(scope=local.scope).exists()
    with acting(neighbour), pytest.raises(NotFound):
        queries.find_holdings(scope=neighbour.scope, retiree_id=person)
