"""When the keys change, members are found by their numbers and reached by their channels as before."""

from __future__ import annotations

import pytest

from yinqiao.areas.handover.tests.conftest import NOW, id_number
from yinqiao.areas.party import services
from yinqiao.areas.party.models import Member, RosterRow
from yinqiao.areas.party.services.facts import ENCRYPTED
from yinqiao.areas.party.tests.transfers import SYSTEM, Transfer, member
from yinqiao.areas.retirees.services import ID_NUMBER
from yinqiao.platform.access import acting
from yinqiao.platform.crypto.blind import blind_index
from yinqiao.platform.crypto.keyfile import current_keyring, keyring_installed
from yinqiao.platform.crypto.keys import Purpose
from yinqiao.platform.crypto.rotate import rotate_table

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_after_a_change_of_keys_a_member_is_the_same_and_can_be_reached(transfer: Transfer) -> None:
    transfer.offer(member(102), member(103, "欧阳建国", status="群众"))
    before = transfer.member(102)
    changed = current_keyring().with_new_key(Purpose.FIELD, NOW).with_new_key(Purpose.BLIND, NOW)
    with keyring_installed(changed):
        assert [rotate_table(table, at=NOW) for table in ENCRYPTED] == [1, 1]
        with acting(SYSTEM):
            row, kept = Member.objects.get(pk=before.pk), RosterRow.objects.get(state="ready")
        index = blind_index(id_number(102), ID_NUMBER)
        assert bytes(row.id_no_index) == bytes(kept.id_no_index) == index != bytes(before.id_no_index)
        told = services.reveal_channel(actor=transfer.street, at=NOW, member_id=row.pk, purpose="电话联系")
        assert told == "13900000102"
        again = transfer.check(member(102))
        assert (2, "party.on_the_way", "blocks") in transfer.found(again)
