"""The backup file and its record: what is no whole backup is refused; a missing one alarms; only our own are dropped."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest

from yinqiao.kernel.errors import DomainError
from yinqiao.platform.backup.archive import CONTEXT, read_archive, write_archive
from yinqiao.platform.backup.nightly import drop_old
from yinqiao.platform.backup.record import LastBackup, alarms, is_overdue, note_backup, note_check
from yinqiao.platform.backup.tests.facts import AT, facts_with
from yinqiao.platform.crypto.files import encrypt_file
from yinqiao.platform.crypto.keyfile import init_keyring, keyring_installed

pytestmark = pytest.mark.fast


@pytest.mark.parametrize(
    "members",
    [["../keys.json"], ["database.dump", "keys.json"], ["database.dump", "database.dump"], ["files/aa/bb/" + "0" * 32]],
)
def test_an_archive_with_a_foreign_doubled_or_missing_member_is_refused(tmp_path: Path, members: list[str]) -> None:
    (tmp_path / "one").write_bytes(b"x")
    with keyring_installed(init_keyring(tmp_path / "keys.json", at=AT)):
        with (tmp_path / "b.yqb").open("wb") as target:
            write_archive(target, [(name, tmp_path / "one") for name in members], facts_with())
        with (tmp_path / "b.yqb").open("rb") as source, pytest.raises(DomainError) as refusal:
            read_archive(source, tmp_path / "into")
    assert refusal.value.code == "backup.damaged"


def test_an_encrypted_file_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    with keyring_installed(init_keyring(tmp_path / "keys.json", at=AT)):
        with (tmp_path / "b.yqb").open("wb") as target:
            encrypt_file(io.BytesIO(b"no tar" * 1000), target, context=CONTEXT)
        with (tmp_path / "b.yqb").open("rb") as source, pytest.raises(DomainError) as refusal:
            read_archive(source)
    assert refusal.value.code == "backup.damaged"


def test_a_missing_backup_alarms_after_26_hours() -> None:
    hour = timedelta(hours=1)
    last = LastBackup(AT, "yinqiao", "city.yqb", 1)
    assert not is_overdue(last, installed_at=AT - 900 * hour, now=AT + 26 * hour)
    assert is_overdue(last, installed_at=AT - 900 * hour, now=AT + 27 * hour)
    assert not is_overdue(None, installed_at=AT, now=AT + 26 * hour)
    assert is_overdue(None, installed_at=AT, now=AT + 27 * hour)


def test_only_our_own_oldest_nightly_files_are_dropped(tmp_path: Path) -> None:
    for name in (
        "yinqiao-20260301-023000.yqb",
        "yinqiao-20260302-023000.yqb",
        "yinqiao-20260303-023000.yqb",
        "kept.yqb",
    ):
        (tmp_path / name).touch()
    assert drop_old(tmp_path, keep=2) == ["yinqiao-20260301-023000.yqb"]
    assert drop_old(tmp_path, keep=0) == ["yinqiao-20260302-023000.yqb"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept.yqb", "yinqiao-20260303-023000.yqb"]


@pytest.mark.parametrize(
    ("backup", "check", "told", "expected"),
    [
        (1, 1, "", []),
        (27, 1, "", ["backup_overdue"]),
        (1, 27, "", ["invariants_overdue"]),
        (1, 1, "cells: place 1", ["invariants_broken"]),
        (27, 27, "no server", ["backup_overdue", "invariants_overdue", "invariants_broken"]),
    ],
)
def test_what_is_missing_too_long_or_broken_alarms(
    tmp_path: Path, backup: int, check: int, told: str, expected: list[str]
) -> None:
    hour = timedelta(hours=1)
    note_backup(tmp_path, at=AT - backup * hour, by="yinqiao", name="city.yqb", size=1)
    note_check(tmp_path, at=AT - check * hour, told=told)
    assert alarms(tmp_path, installed_at=AT - 900 * hour, now=AT) == expected


def test_a_new_installation_alarms_only_after_its_first_night(tmp_path: Path) -> None:
    (tmp_path / "last-check.json").write_text("torn")
    assert alarms(tmp_path, installed_at=AT, now=AT + timedelta(hours=26)) == []
    assert alarms(tmp_path, installed_at=AT, now=AT + timedelta(hours=27)) == ["backup_overdue", "invariants_overdue"]
