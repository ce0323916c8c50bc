"""A process that dies while it puts a block away leaves a whole block, or a beginning that the sweep takes."""

from __future__ import annotations

import io
import os
import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import override_settings
from tests import warm

from yinqiao.platform.crypto.keyfile import init_keyring, keyring_installed, load_keyring
from yinqiao.platform.faults import KILL_ENV
from yinqiao.platform.scans.backs import back
from yinqiao.platform.scans.sealing import check_block, put_blocks

pytestmark = [pytest.mark.fault]
CONTENT, SCAN = bytes(range(256)) * 512, UUID(int=7)


@pytest.mark.parametrize("point", ["scans.before_rename", "scans.after_block"])
def test_a_block_is_there_whole_or_only_begun_and_is_taken_when_it_comes_again(
    point: str, tmp_path: Path, settings: Any
) -> None:
    keys, settings.FILES_FOLDER = tmp_path / "keys.json", tmp_path / "files"
    init_keyring(keys, at=datetime(2026, 3, 2, tzinfo=UTC))
    done = warm.run(_put, environment={"YINQIAO_KEYS": str(keys), "FOLDER": str(tmp_path / "files"), KILL_ENV: point})
    assert done.returncode == -signal.SIGKILL
    left = [name for name, _ in back().listed()]
    assert len(left) == 1
    # The name of a block is the digest of what it holds: nothing that is only begun has one.
    assert check_block(left[0]) == ("" if point == "scans.after_block" else "altered")
    with keyring_installed(load_keyring(keys)):
        again = put_blocks(io.BytesIO(CONTENT), SCAN, 0, sizes=[len(CONTENT)])
    assert [check_block(one.address) for one in again] == [""]


def _put() -> None:
    with override_settings(FILES_FOLDER=os.environ["FOLDER"]):
        put_blocks(io.BytesIO(CONTENT), SCAN, 0, sizes=[len(CONTENT)])
