"""Archives taken over from before: received, missing or waiting, linked by the exact number, with their holder."""

from __future__ import annotations

import io

import polars as pl
import pytest

from yinqiao.areas.archives.services import take_over_archives
from yinqiao.areas.archives.tests.volumes import STREET, SYSTEM, Store
from yinqiao.areas.archives.types import CATALOGUE, ArchiveState, CatalogueState
from yinqiao.areas.handover.tests.conftest import CAST, NOW, id_number, roster
from yinqiao.areas.lists.services import OldList, take_over_list
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.acts import perform

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _take_over(store: Store, number: str, *states: str) -> None:
    """One old catalogue with an archive in each of these states; the first is that of somebody registered."""
    firm = store.firm.scope.enterprises[0]
    counts = {"rows": len(states), "ready": len(states), "offered": len(states)}
    with perform(actor=SYSTEM, action="demo.load_list", at=NOW) as act:
        old = OldList(CATALOGUE, number, firm, io.BytesIO(number.encode()), "目录.csv", counts)
        batch_id = take_over_list(act=act, taken=old)
        rows = [
            {
                "batch_id": batch_id.bytes, "batch_no": number, "enterprise_id": firm,
                "place_no": places().by_code[STREET].place_no, "archive_no": f"{number}-{at}", "barcode": f"98{at}",
                "name": "王桂英", "id_no": id_number(102 + at), "box_no": "0001", "items": 12, "pages": 120,
                "state": state, "damage_note": "封面破损" if state == "received" else "",
            }
            for at, state in enumerate(states)
        ]  # fmt: skip
        assert take_over_archives(act=act, archives=pl.DataFrame(rows)) == len(states)


def test_archives_of_a_finished_catalogue_are_there_or_missing_and_belong_to_whom_their_number_names(
    store: Store,
) -> None:
    store.scene.submit(roster(CAST[0]))
    _take_over(store, "CL1", "received", "missing")
    firm, street = store.firm.scope.enterprises[0], places().by_code[STREET].place_no
    received, missing = store.archive("CL1-0"), store.archive("CL1-1")
    assert (received.retiree_id is not None, missing.retiree_id) == (True, None)
    assert (received.is_damaged, missing.is_damaged) == (True, False)
    assert [one for one in store.holders("CL1-0") if one[2]] == [(None, street, True)]
    assert store.holders("CL1-1") == [(firm, None, True)]
    assert store.row(received.catalogue_id).state == CatalogueState.FINISHED
    tally = store.tally(received.catalogue_id, by=store.street)
    assert (tally.due, tally.counted, tally.missing, tally.damaged) == (2, 1, 1, 1)


def test_a_catalogue_of_old_that_nobody_has_counted_waits_for_its_first_scan(store: Store) -> None:
    _take_over(store, "CL2", "offered", "offered")
    waiting = store.archive("CL2-0")
    assert store.row(waiting.catalogue_id).state == CatalogueState.OFFERED
    store.scan(waiting.catalogue_id, "980")
    assert store.state("CL2-0") is ArchiveState.COUNTED


def test_an_archive_that_was_taken_back_is_not_taken_over(store: Store) -> None:
    with pytest.raises(ValueError, match="received, missing or offered"):
        _take_over(store, "CL3", "withdrawn")
