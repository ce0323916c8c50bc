"""A copy of the store takes what is new, checks each block on its way, and loses nothing that the store loses."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from yinqiao.platform.crypto.keyfile import keyring_installed
from yinqiao.platform.crypto.keys import new_keyring
from yinqiao.platform.scans.backs import FolderBack, back
from yinqiao.platform.scans.copying import addresses_in, carry, missing_from
from yinqiao.platform.scans.sealing import put_blocks

SCAN, SIZE = UUID(int=7), 70_000
pytestmark = [pytest.mark.fast]


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """A store with eleven blocks, the beginning of another, and the keys of an installation."""
    settings.FILES_FOLDER = tmp_path
    with keyring_installed(new_keyring(datetime(2026, 3, 2, tzinfo=UTC))):
        for no in range(11):
            put_blocks(io.BytesIO(bytes([no]) * SIZE), SCAN, no, sizes=[SIZE])
        (tmp_path / "scans" / "begun.part").write_bytes(b"x")
        yield tmp_path / "scans"


def _path(folder: Path, address: str) -> Path:
    return folder / address[:2] / address[2:4] / address


def test_only_what_is_new_is_copied_and_the_copy_is_the_same_to_the_byte(store: Path, tmp_path: Path) -> None:
    copy = FolderBack(tmp_path / "copy")
    first = carry(back(), copy)
    assert (first.new, first.known, first.altered) == (11, 0, []) and first.size > 11 * SIZE
    put_blocks(io.BytesIO(b"new" * 20_000), SCAN, 11, sizes=[60_000])
    second = carry(back(), copy)
    assert (second.new, second.known) == (1, 11)
    for address in addresses_in(back()):
        assert _path(store, address).read_bytes() == _path(tmp_path / "copy", address).read_bytes()
    assert not list((tmp_path / "copy").glob("*.part"))


def test_what_the_store_loses_the_copy_keeps_and_brings_back(store: Path, tmp_path: Path) -> None:
    copy = FolderBack(tmp_path / "copy")
    carry(back(), copy)
    named = addresses_in(back())
    gone = sorted(named)[:3]
    for address in gone:
        _path(store, address).unlink()
    assert missing_from(back(), named) == gone
    assert carry(back(), copy).new == 0 and addresses_in(copy) == named
    assert (carry(copy, back()).new, missing_from(back(), named)) == (3, [])


def test_a_block_that_is_no_longer_what_its_name_says_is_told_and_not_copied(store: Path, tmp_path: Path) -> None:
    copy, bad = FolderBack(tmp_path / "copy"), sorted(addresses_in(back()))[4]
    path = _path(store, bad)
    path.write_bytes(path.read_bytes()[:-1] + b"\x00\x01")
    told = carry(back(), copy)
    assert (told.new, told.altered) == (10, [bad]) and addresses_in(copy) == addresses_in(back()) - {bad}


def test_a_copy_that_could_not_be_written_goes_on_afterwards(store: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "copy"
    blocked.write_bytes(b"a file in the place of the folder")
    with pytest.raises(OSError):
        carry(back(), FolderBack(blocked))
    blocked.unlink()
    assert carry(back(), FolderBack(blocked)).new == 11
