"""The backup file and its record: what is no whole backup is refused; a missing one alarms; only our own are dropped."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest

from yinqiao.kernel.errors import DomainError
from yinqiao.platform.backup.archive import CONTEXT, read_archive, write_archive
from yinqiao.platform.backup.nightly import drop_old
from yinqiao.platform.backup.record import LastBackup, is_overdue
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
