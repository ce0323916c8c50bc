"""Two entries of one person: the account goes with the one that stays, and back when they are two after all."""

from __future__ import annotations

from uuid import UUID

import pytest

from yinqiao.areas.dues.models import Account
from yinqiao.areas.dues.tests.branch import Branch
from yinqiao.areas.duplicates.rules import SETTLE
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Scene
from yinqiao.areas.party.tests.transfers import SYSTEM, Transfer
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.services import merge_entries, split_entries
from yinqiao.platform.access import acting
from yinqiao.platform.acts import perform

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def branch(scene: Scene) -> Branch:
    """A member in the register, and somebody else there."""
    found = Branch.of(Transfer.of(scene), *CAST[:2])
    found.opened(_102="5000")
    return found


def _owner(branch: Branch) -> UUID | None:
    with acting(SYSTEM):
        return Account.objects.get(pk=branch.account(102)).retiree_id


def test_the_account_goes_to_the_entry_that_stays_and_back_with_the_split(branch: Branch) -> None:
    gone = _owner(branch)
    assert gone
    with acting(SYSTEM):
        keep = Retiree.objects.exclude(pk=gone).first()
    assert keep
    with perform(actor=branch.street, action="retirees.merge_people", at=NOW) as act:
        merge_entries(act=act, rule=SETTLE, keep_id=keep.pk, gone_id=gone)
    assert _owner(branch) == keep.pk
    with perform(actor=branch.street, action="retirees.split_people", at=NOW) as act:
        split_entries(act=act, ids=(keep.pk, gone))
    assert _owner(branch) == gone
