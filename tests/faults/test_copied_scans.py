"""Scans after the worst day: the database names blocks that the store has not, until its copy has brought them back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from yinqiao.areas.digitised.models import Block, Scan, ScanBatch
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.backup.tests.facts import AT
from yinqiao.platform.crypto.keyfile import init_keyring, keyring_installed, load_keyring
from yinqiao.platform.scans.sealing import open_block, put_blocks

pytestmark = [pytest.mark.db, pytest.mark.fault]
CONTENT = b"scan" * 50_000


@pytest.fixture
def scan(fresh_database: None, tmp_path: Path, settings: Settings) -> Iterator[Block]:
    """A scan of one block, in the database and in the store."""
    settings.FILES_FOLDER = tmp_path / "files"
    init_keyring(tmp_path / "keys.json", at=AT)
    with keyring_installed(load_keyring(tmp_path / "keys.json")), acting(Actor.system("test")):
        batch = ScanBatch.objects.create(place_no=1, name="试扫", author_name="测试")
        row = Scan.objects.create(batch=batch, place_no=1, name="a.pdf", size=len(CONTENT), author_name="测试")
        (sealed,) = put_blocks(io.BytesIO(CONTENT), row.pk, 0, sizes=[len(CONTENT)])
        block = Block.objects.create(scan=row, no=0, address=sealed.address, size=sealed.size)
    with keyring_installed(load_keyring(tmp_path / "keys.json")):
        yield block


def _scans(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    call_command("scans", *words)
    return capsys.readouterr().out


def test_a_store_that_was_lost_is_told_and_comes_back_from_its_copy(
    scan: Block, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = str(tmp_path / "copy")
    assert "新增 1 段" in _scans(capsys, "copy", copy) and "已有 1 段" in _scans(capsys, "copy", copy)
    (store,) = (tmp_path / "files" / "scans").glob("??/??/*")
    store.unlink()
    with pytest.raises(CommandError, match=r"缺少 1 段.*scans\.lost"):
        _scans(capsys, "check")
    assert "登记的扫描件都在" in _scans(capsys, "restore", copy)
    assert b"".join(open_block(scan.address, scan.scan_id, 0)) == CONTENT


def test_a_copy_that_was_altered_brings_nothing_back_and_says_so(
    scan: Block, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy"
    _scans(capsys, "copy", str(copy))
    for path in (*(tmp_path / "files" / "scans").glob("??/??/*"), *copy.glob("??/??/*")):
        path.unlink() if "files" in path.parts else path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(CommandError, match=r"1 段与校验值不符.*scans\.altered"):
        _scans(capsys, "restore", str(copy))
    with pytest.raises(CommandError, match="没有这个文件夹"):
        _scans(capsys, "restore", str(tmp_path / "elsewhere"))
