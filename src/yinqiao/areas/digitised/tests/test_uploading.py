"""Files come in: matched by name, resumed where they were cut off, filed or refused; good ones never beside the store."""

from __future__ import annotations

import errno
import io
import os
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest

from yinqiao.areas.digitised import queries, services
from yinqiao.areas.digitised.models import Block
from yinqiao.areas.digitised.tests.room import FIRST, SYSTEM, Room
from yinqiao.areas.digitised.types import NewItem
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Unavailable
from yinqiao.platform.access import acting
from yinqiao.platform.scans.sealing import BLOCK
from yinqiao.platform.scans.tests.samples import HOSTILE, package, pdf, picture

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _large() -> bytes:
    """A PDF of more than two blocks."""
    return pdf().replace(b"%%EOF", b"%" + b"x" * (2 * BLOCK) + b"\n%%EOF")


def test_a_pdf_a_jpeg_and_a_tiff_are_filed_to_the_materials_that_their_names_say(room: Room) -> None:
    batch = room.batch()
    room.upload(batch, f"{FIRST}_1_1_履历表.pdf", pdf(3))
    room.upload(batch, f"扫描/{FIRST}_四-1_2.jpg", picture())
    room.upload(batch, "DA103_10_1.tiff", picture("TIFF", 2))
    assert set(room.report(batch).values()) == {"filed"}
    assert (room.tally(batch).files, room.tally(batch).filed, room.tally(batch).pages) == (3, 3, 6)
    first = room.item()
    assert (first.title, first.archive.archive_no, room.item("4-1", 2).serial) == ("履历表", "DA102", 2)
    with acting(room.clerk):
        rows = queries.list_items(scope=room.clerk.scope, archive_id=room.archive().pk)
        assert [(one.class_no, one.is_scanned, one.scan_pages) for one in rows] == [("1", True, 3), ("4-1", True, 1)]


def test_what_lies_in_the_store_is_sealed_under_its_own_checksum_and_reads_back(room: Room) -> None:
    content = _large()
    scan = room.scan(room.filed(content=content))
    assert scan.state == "filed" and len(room.blocks()) == 3
    assert scan.sha256 == sha256(content).hexdigest()
    for path in room.blocks():
        assert path.name == sha256(path.read_bytes()).hexdigest() and b"%PDF" not in path.read_bytes()
    with acting(room.clerk):
        read = queries.open_scan(scan)
        assert read.at(0, 8) == content[:8]
        assert read.at(BLOCK - 5, 10) == content[BLOCK - 5 : BLOCK + 5]
        assert read.at(len(content) - 7, 100) == content[-7:] and read.at(len(content), 5) == b""


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("扫描0001.pdf", "digitised.name_unreadable"), (f"{FIRST}_11_1.pdf", "digitised.no_such_class"),
        (f"{FIRST}_1_0.pdf", "digitised.name_unreadable"), ("1234567_1_1.pdf", "digitised.barcode_unknown"),
        (f"{FIRST}_1_1.docx", "scans.not_a_scan"), ("Thumbs.db", "scans.not_a_scan"),
    ],
)  # fmt: skip
def test_a_file_that_belongs_nowhere_is_reported_before_a_byte_of_it_is_taken(room: Room, name: str, told: str) -> None:
    batch = room.batch()
    progress = room.begin(batch, name, 10)
    assert progress.is_whole and room.report(batch) == {name: told}
    with pytest.raises(Conflict) as refusal:
        room.send(progress.scan_id, b"0123456789")
    assert refusal.value.code == "digitised.not_receiving" and room.blocks() == []


@pytest.mark.parametrize("path", ["../../../etc/cron.d/", "C:\\windows\\", "/abs/", "a/../", "\u202e\x00x/"])
def test_a_path_in_a_name_leads_nowhere(room: Room, path: str) -> None:
    batch = room.batch()
    room.upload(batch, f"{path}{FIRST}_1_1.pdf")
    assert room.report(batch) == {f"{FIRST}_1_1.pdf": "filed"}


def test_what_the_catalogue_marks_as_classified_is_refused_before_and_behind_the_upload(room: Room) -> None:
    services.add_item(
        actor=room.clerk, at=NOW, archive_id=room.archive().pk, new=NewItem("5", 1, "政审材料", is_classified=True)
    )
    batch = room.batch()
    room.upload(batch, f"{FIRST}_5_1.pdf")
    begun = room.begin(batch, f"{FIRST}_5_2.pdf", len(pdf())).scan_id
    room.send(begun, pdf())
    item = room.item("5", 2)
    with pytest.raises(Conflict) as refusal:
        services.correct_item(actor=room.clerk, at=NOW, item_id=item.pk, new=NewItem("5", 2, is_classified=True))
    assert refusal.value.code == "digitised.scanned_already" and len(room.blocks()) == 1
    services.correct_item(
        actor=room.clerk, at=NOW, item_id=item.pk, new=NewItem("5", 2, is_classified=True), is_sure=True
    )
    services.check_scan(actor=room.clerk, at=NOW, scan_id=begun)
    assert set(room.report(batch).values()) == {"digitised.classified"} and room.blocks() == []


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason_and_nothing_of_it_is_kept(room: Room, what: str) -> None:
    name, content, code = HOSTILE[what]
    batch, named = room.batch(), f"{FIRST}_1_1{Path(name).suffix}"
    if not content:
        with pytest.raises(Invalid) as refusal:
            room.begin(batch, named, 0)
        assert refusal.value.code == "digitised.bad_upload"
        return
    room.upload(batch, named, content)
    assert room.report(batch) == {named: code} and room.blocks() == []


def test_two_gigabytes_are_refused_when_they_are_announced(room: Room) -> None:
    with pytest.raises(Invalid) as refusal:
        room.begin(room.batch(), f"{FIRST}_1_1.pdf", 2 * 2**30)
    assert refusal.value.code == "digitised.too_large"


def test_an_upload_that_was_cut_off_goes_on_where_it_stopped(room: Room) -> None:
    content, batch = _large(), room.batch()
    begun = room.begin(batch, f"{FIRST}_1_1.pdf", len(content))
    room.send(begun.scan_id, content, 0, 1)
    half = io.BytesIO(content[BLOCK : BLOCK + 1000])
    with pytest.raises(Invalid) as refusal:
        services.take_blocks(actor=room.clerk, at=NOW, scan_id=begun.scan_id, no=1, source=half)
    assert refusal.value.code == "digitised.block_incomplete"
    with pytest.raises(Conflict) as refused:
        services.take_blocks(
            actor=room.clerk, at=NOW, scan_id=begun.scan_id, no=2, source=io.BytesIO(content[2 * BLOCK :])
        )
    assert refused.value.code == "digitised.other_block"
    again = room.begin(batch, f"{FIRST}_1_1.pdf", len(content))
    assert (again.scan_id, again.received, again.is_whole) == (begun.scan_id, BLOCK, False)
    repeated = services.take_blocks(
        actor=room.clerk, at=NOW, scan_id=begun.scan_id, no=0, source=io.BytesIO(content[:BLOCK])
    )
    assert repeated.received == BLOCK and len(room.blocks()) == 1
    room.send(begun.scan_id, content, 1)
    room.check_all()
    assert room.report(batch) == {f"{FIRST}_1_1.pdf": "filed"} and len(room.blocks()) == 3


def test_a_request_brings_several_blocks_and_one_cut_off_in_the_middle_keeps_those_before(room: Room) -> None:
    content, batch = _large(), room.batch()
    begun = room.begin(batch, f"{FIRST}_1_1.pdf", len(content))
    told = services.take_blocks(
        actor=room.clerk, at=NOW, scan_id=begun.scan_id, no=0, source=io.BytesIO(content[: BLOCK + 999])
    )
    assert (told.received, told.is_whole, len(room.blocks()), room.leftovers()) == (BLOCK, False, 1, [])
    rest = io.BytesIO(content[BLOCK:])
    assert services.take_blocks(actor=room.clerk, at=NOW, scan_id=begun.scan_id, no=1, source=rest).is_whole
    room.check_all()
    assert room.scan(begun.scan_id).sha256 == sha256(content).hexdigest() and len(room.blocks()) == 3


def test_a_block_that_is_too_long_is_not_taken(room: Room) -> None:
    begun = room.begin(room.batch(), f"{FIRST}_1_1.pdf", 100)
    with pytest.raises(Invalid):
        services.take_blocks(actor=room.clerk, at=NOW, scan_id=begun.scan_id, no=0, source=io.BytesIO(bytes(101)))
    assert room.blocks() == [] and room.leftovers() == []


def test_a_full_disk_leaves_what_was_there_and_no_beginnings(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    content, batch = _large(), room.batch()
    begun = room.begin(batch, f"{FIRST}_1_1.pdf", len(content))
    room.send(begun.scan_id, content, 0, 1)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        with pytest.raises(Unavailable) as refusal:
            room.send(begun.scan_id, content, 1)
    assert refusal.value.code == "scans.not_stored" and room.leftovers() == []
    assert room.scan(begun.scan_id).received == BLOCK
    room.send(begun.scan_id, content, 1)
    room.check_all()
    assert room.scan(begun.scan_id).state == "filed"


def test_a_package_is_taken_apart_and_each_file_stands_in_the_report(room: Room) -> None:
    batch = room.batch()
    files = {
        f"档案/{FIRST}_1_1.pdf": pdf(), f"../{FIRST}_4-1_1.jpg": picture(), "readme.txt": b"x", "a/空.pdf": b"",
        f"{FIRST}_1_2.pdf": HOSTILE["a PDF with a script"][1], "9990000_1_1.pdf": pdf(),
    }  # fmt: skip
    room.upload(batch, "三月.zip", package(files))
    room.check_all()
    assert room.report(batch) == {
        "三月.zip": "unpacked", f"{FIRST}_1_1.pdf": "filed", f"{FIRST}_4-1_1.jpg": "filed",
        "readme.txt": "scans.not_a_scan", f"{FIRST}_1_2.pdf": "scans.active", "9990000_1_1.pdf": "digitised.barcode_unknown",
    }  # fmt: skip
    assert room.tally(batch).files == 5 and len(room.blocks()) == 2


def test_a_package_that_breaks_off_leaves_nothing_but_its_reason(room: Room) -> None:
    batch = room.batch()
    room.upload(batch, "坏.zip", package({f"{FIRST}_1_1.pdf": pdf()})[:-40])
    assert room.report(batch) == {"坏.zip": "scans.not_a_package"} and room.blocks() == []


def test_a_new_scan_replaces_the_old_one_and_the_same_again_is_refused(room: Room) -> None:
    content = pdf(2)
    first = room.filed(content=content)
    again = room.filed(content=content)
    assert room.scan(again).told == "digitised.same_scan"
    second = room.filed(content=pdf(4))
    assert (room.scan(first).state, room.scan(second).state) == ("replaced", "filed")


def test_pages_that_differ_from_the_catalogue_are_reported(room: Room) -> None:
    services.add_item(actor=room.clerk, at=NOW, archive_id=room.archive().pk, new=NewItem("1", 1, "履历表", pages=3))
    with pytest.raises(Conflict) as refusal:
        services.add_item(actor=room.clerk, at=NOW, archive_id=room.archive().pk, new=NewItem("1", 1))
    assert refusal.value.code == "digitised.item_exists"
    assert room.scan(room.filed()).told == "digitised.pages_differ"
    assert room.scan(room.filed(content=pdf(3))).state == "filed"


def test_nobody_of_another_office_sees_takes_or_drops_an_upload(room: Room) -> None:
    batch = room.batch()
    begun = room.begin(batch, f"{FIRST}_1_1.pdf", 100)
    with pytest.raises(NotFound):
        room.begin(batch, f"{FIRST}_1_1.pdf", 100, by=room.elsewhere)
    for act in (
        lambda: services.drop_upload(actor=room.elsewhere, at=NOW, scan_id=begun.scan_id),
        lambda: services.take_blocks(
            actor=room.elsewhere, at=NOW, scan_id=begun.scan_id, no=0, source=io.BytesIO(bytes(100))
        ),
    ):
        with pytest.raises(NotFound):
            act()
    for actor in (room.elsewhere, room.store.firm, room.store.scene.community):
        with acting(actor):
            assert not queries.list_scans(scope=actor.scope).exists()
            assert Block.objects.count() == 0
    services.drop_upload(actor=room.mate, at=NOW, scan_id=begun.scan_id)
    assert room.report(batch) == {}


def _kept() -> set[UUID]:
    with acting(SYSTEM):
        return set(Block.objects.values_list("scan_id", flat=True))


def test_the_sweep_removes_what_no_scan_knows_and_nothing_else(room: Room) -> None:
    scan = room.filed()
    store = room.blocks()[0].parents[2]
    (store / "00" / "00").mkdir(parents=True)
    (store / "00" / "00" / ("0" * 64)).write_bytes(b"x")
    (store / "broken.part").write_bytes(b"x")
    later = NOW + timedelta(days=40000)
    assert services.sweep_blocks(actor=SYSTEM, at=NOW, older_than=NOW - timedelta(days=40000)) == 0
    assert services.sweep_blocks(actor=SYSTEM, at=NOW, older_than=later) == 2
    assert _kept() == {scan} and len(room.blocks()) == 1 and room.leftovers() == []
