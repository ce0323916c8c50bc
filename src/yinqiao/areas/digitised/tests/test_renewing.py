"""Blocks of scans under a new key: read back as they were, sound to a round over the store, the old ones gone with the sweep."""

from __future__ import annotations

from datetime import timedelta

import pytest

from yinqiao.areas.digitised import services
from yinqiao.areas.digitised.models import Block
from yinqiao.areas.digitised.tests.room import Room
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.crypto.keyfile import current_keyring, keyring_installed
from yinqiao.platform.crypto.keys import Purpose
from yinqiao.platform.crypto.stores import files_under
from yinqiao.platform.crypto.suites import Family
from yinqiao.platform.scans.renewing import Blocks
from yinqiao.platform.scans.sealing import open_block

pytestmark = [pytest.mark.db, pytest.mark.django_db]
SYSTEM = Actor.system("测试")
BLOCKS = Blocks("digitised_block", "address")


def _renew() -> tuple[int, int]:
    told = list(BLOCKS.renew(at=NOW))
    return sum(one.done for one in told), sum(one.unreadable for one in told)


def _content(scan_id: object) -> bytes:
    with acting(SYSTEM):
        rows = list(Block.objects.filter(scan_id=scan_id).order_by("no").values_list("address", "scan_id", "no"))
    return b"".join(piece for row in rows for piece in open_block(*row))


def test_the_blocks_of_a_scan_go_over_and_the_old_ones_go_with_the_sweep(room: Room) -> None:
    scan = room.filed()
    content, before = _content(scan), current_keyring().active(Purpose.FILE).id
    many, old = len(room.blocks()), {one.name for one in room.blocks()}
    assert files_under()[before][BLOCKS.label] == many
    with keyring_installed(current_keyring().with_new_key(Purpose.FILE, NOW, Family.NATIONAL)):
        assert _renew() == (many, 0) and _renew() == (0, 0)
        assert BLOCKS.label not in files_under().get(before, {}) and _content(scan) == content
        later = NOW + timedelta(days=3650)
        assert services.sweep_blocks(actor=SYSTEM, at=later, older_than=later) == many
        assert not old & {one.name for one in room.blocks()} and _content(scan) == content
        told = services.check_fixity(actor=SYSTEM, at=later)
        assert (told.missing, told.altered) == (0, 0) and told.blocks == many


def test_a_block_that_is_lost_or_altered_is_counted_and_stays(room: Room) -> None:
    room.filed()
    first = room.blocks()[0]
    first.write_bytes(first.read_bytes()[:-1] + b"\0")
    with keyring_installed(current_keyring().with_new_key(Purpose.FILE, NOW)):
        _, unreadable = _renew()
        assert unreadable == 1 and first.exists()
        first.unlink()
        assert _renew()[1] == 1
        assert files_under()[0][BLOCKS.label] == 1
