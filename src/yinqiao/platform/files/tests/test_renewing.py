"""Stored files under a new key: all of them, whichever way the keys went, stopped anywhere and gone on with; nothing is lost."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from yinqiao.kernel.errors import Unavailable
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.crypto.files import HEADER, key_of
from yinqiao.platform.crypto.keyfile import keyring_installed
from yinqiao.platform.crypto.keys import Keyring, Purpose, new_keyring
from yinqiao.platform.crypto.stores import files_under
from yinqiao.platform.crypto.suites import Family
from yinqiao.platform.files import renewing
from yinqiao.platform.files.models import StoredFile
from yinqiao.platform.files.renewing import StoredFiles
from yinqiao.platform.files.store import NewFile, destroy_file, put_bytes, read_bytes, store_file
from yinqiao.platform.files.tests.test_store import _room_for

pytestmark = [pytest.mark.db, pytest.mark.django_db]
AT = datetime(2026, 3, 5, 9, tzinfo=UTC)
SYSTEM = Actor.system("测试")
WHAT = NewFile("roster", "名册.xlsx", "application/octet-stream", "roster", place_no=1)
CONTENTS = [b"", b"x", os.urandom(300_000)]


@pytest.fixture
def rings(tmp_path: Path, settings: Settings) -> Iterator[tuple[Keyring, Keyring]]:
    """A keyring, and the same with a new key for files of the national algorithms; three files stand under the first."""
    settings.FILES_FOLDER = tmp_path / "files"
    ring = new_keyring(AT)
    with keyring_installed(ring), acting(SYSTEM):
        for content in CONTENTS:
            store_file(io.BytesIO(content), WHAT)
    yield ring, ring.with_new_key(Purpose.FILE, AT, Family.NATIONAL)


def _rows() -> list[StoredFile]:
    return list(StoredFile.objects.order_by("pk"))


def _path(folder: Path, row: StoredFile) -> Path:
    (found,) = folder.glob(f"*/*/{row.pk.hex}")
    return found


def _renew() -> tuple[int, int]:
    told = list(StoredFiles().renew(at=AT))
    return sum(one.done for one in told), sum(one.unreadable for one in told)


def test_every_file_goes_over_and_is_what_it_was(rings: tuple[Keyring, Keyring], settings: Settings) -> None:
    old, new = rings
    before, after = old.active(Purpose.FILE).id, new.active(Purpose.FILE).id
    with keyring_installed(new), acting(SYSTEM):
        assert files_under()[before]["文件"] == 3
        assert _renew() == (3, 0) and _renew() == (0, 0)
        assert "文件" not in files_under().get(before, {}) and files_under()[after]["文件"] == 3
        heads = [_path(Path(settings.FILES_FOLDER), one).read_bytes()[: HEADER.size] for one in _rows()]
        assert {head[4] for head in heads} == {2} and {key_of(head) for head in heads} == {after}
    # The old key is no longer needed.
    with keyring_installed(new.without(before)), acting(SYSTEM):
        assert [read_bytes(one) for one in _rows()] == CONTENTS
    assert list(Path(settings.FILES_FOLDER).rglob("*.part")) == []


def test_what_was_stopped_is_gone_on_with(rings: tuple[Keyring, Keyring], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renewing, "_BATCH", 1)
    with keyring_installed(rings[1]), acting(SYSTEM):
        going = StoredFiles().renew(at=AT)
        assert next(going).done == 1
        going.close()
        assert _renew() == (2, 0)
        assert [read_bytes(one) for one in _rows()] == CONTENTS


def test_a_full_disk_stops_it_and_nothing_is_lost(rings: tuple[Keyring, Keyring], settings: Settings) -> None:
    with keyring_installed(rings[1]), acting(SYSTEM):
        with _room_for(100_000), pytest.raises(Unavailable) as refusal:
            _renew()
        assert refusal.value.code == "files.not_renewed"
        assert [read_bytes(one) for one in _rows()] == CONTENTS
        assert list(Path(settings.FILES_FOLDER).rglob("*.part")) == []
        assert _renew()[1] == 0 and _renew() == (0, 0)


def test_what_is_lost_or_damaged_is_counted_stays_and_stops_nothing(
    rings: tuple[Keyring, Keyring], settings: Settings
) -> None:
    with keyring_installed(rings[1]), acting(SYSTEM):
        first, second, third = _rows()
        _path(Path(settings.FILES_FOLDER), first).unlink()
        damaged = _path(Path(settings.FILES_FOLDER), third)
        content = bytearray(damaged.read_bytes())
        content[-1] ^= 1
        damaged.write_bytes(content)
        assert _renew() == (1, 2)
        assert damaged.read_bytes() == content and read_bytes(second) == b"x"
        assert files_under()[0] == {"文件": 1}


def test_bytes_of_another_file_are_not_taken_for_its_own(rings: tuple[Keyring, Keyring]) -> None:
    with keyring_installed(rings[0]), acting(SYSTEM):
        row = _rows()[1]
        put_bytes(io.BytesIO(b"y"), row.pk)
    with keyring_installed(rings[1]), acting(SYSTEM):
        assert _renew() == (2, 1)


def test_a_file_that_was_destroyed_does_not_come_back(rings: tuple[Keyring, Keyring], settings: Settings) -> None:
    with keyring_installed(rings[1]), acting(SYSTEM):
        row = _rows()[1]
        path = _path(Path(settings.FILES_FOLDER), row)
        destroy_file(row, at=AT, act_id=row.pk)
        path.unlink()
        assert _renew() == (2, 0) and not path.exists()
