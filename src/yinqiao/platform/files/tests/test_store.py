"""A file is in the store with its row or not at all; what a crash left is swept, and nothing else."""

from __future__ import annotations

import io
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from yinqiao.kernel.errors import Refused, Unavailable
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.crypto.keyfile import keyring_installed
from yinqiao.platform.crypto.keys import new_keyring
from yinqiao.platform.files.models import StoredFile
from yinqiao.platform.files.store import NewFile, destroy_file, read_bytes, store_file, sweep_orphans

pytestmark = [pytest.mark.db, pytest.mark.django_db]

AT = datetime(2026, 3, 5, 9, tzinfo=UTC)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
SYSTEM = Actor.system("测试")
WHAT = NewFile("roster", "名册.xlsx", "application/octet-stream", "roster", place_no=1)
CONTENT = "名册原件".encode() * 100_000


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """An empty store, with keys, before the system's eyes."""
    settings.FILES_FOLDER = tmp_path / "files"
    with keyring_installed(new_keyring(AT)), acting(SYSTEM):
        yield tmp_path / "files"


def _stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@contextmanager
def _room_for(size: int) -> Iterator[None]:
    """No file grows beyond `size` bytes inside the block: to a writer the same as a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_file_that_finds_no_room_is_refused_and_leaves_nothing(folder: Path) -> None:
    with _room_for(100_000), pytest.raises(Unavailable) as refusal:
        store_file(io.BytesIO(CONTENT), WHAT)
    assert refusal.value.code == "files.not_stored"
    assert _stored(folder) == []
    assert not StoredFile.objects.exists()
    assert read_bytes(store_file(io.BytesIO(CONTENT), WHAT)) == CONTENT


def test_a_number_in_the_name_of_a_file_is_not_kept(folder: Path) -> None:
    row = store_file(io.BytesIO(b"x"), replace(WHAT, name="王桂英990101195003070017.xlsx"))
    assert StoredFile.objects.get(pk=row.pk).name == "王桂英#.xlsx"


def test_a_store_that_is_no_folder_is_told_apart_from_a_fault_of_ours(folder: Path) -> None:
    folder.write_text("")
    with pytest.raises(Unavailable) as refusal:
        store_file(io.BytesIO(CONTENT), WHAT)
    assert refusal.value.code == "files.not_stored"


def test_the_sweep_takes_old_bytes_without_a_row_and_nothing_else(folder: Path) -> None:
    kept, destroyed, young = (store_file(io.BytesIO(bytes([n])), WHAT) for n in range(3))
    places = {path.name: path for path in _stored(folder)}
    # Marked as destroyed, and the process died before it could let go of the bytes.
    destroy_file(destroyed, at=AT, act_id=kept.id)
    part, orphan = places[kept.id.hex].with_suffix(".part"), places[kept.id.hex].with_name("0" * 32)
    for path in (part, orphan):
        path.write_bytes(b"x")
    for path in (part, orphan, places[kept.id.hex], places[destroyed.id.hex]):
        os.utime(path, (LONG_AGO, LONG_AGO))
    (folder / "00" / "00").mkdir(parents=True, exist_ok=True)
    (folder / "00" / "00" / ("1" * 32)).write_bytes(b"an upload under way")
    assert sweep_orphans(older_than=AT) == 3
    assert {path.name for path in _stored(folder)} == {kept.id.hex, young.id.hex, "1" * 32}


def test_who_does_not_see_every_row_sweeps_nothing(folder: Path) -> None:
    row = store_file(io.BytesIO(CONTENT), WHAT)
    os.utime(_stored(folder)[0], (LONG_AGO, LONG_AGO))
    with acting(Actor.anonymous()), pytest.raises(Refused):
        sweep_orphans(older_than=AT)
    assert read_bytes(row) == CONTENT
