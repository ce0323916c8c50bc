"""Members taken over from before: each where the relation is, with holder, letter and events as a walk would leave them."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import polars as pl
import pytest

from yinqiao.areas.handover.tests.conftest import NOW, id_number
from yinqiao.areas.lists.services import OldList, take_over_list
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party.services import take_over_members
from yinqiao.areas.party.tests.transfers import STREET, SYSTEM, Transfer
from yinqiao.areas.party.types import ROSTER, MemberState
from yinqiao.platform.access import acting
from yinqiao.platform.acts import perform
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]

LETTER, REPORTED, RECEIVED = date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 19)


def _member(transfer: Transfer, serial: int, state: str, **facts: Any) -> dict[str, Any]:
    """A member of the first branch in a state, with the days that belong to it."""
    has_letter = state != "offered"
    return {
        "enterprise_id": transfer.firm.scope.enterprises[0], "named_no": places().by_code[STREET].place_no,
        "branch": "退休第一党支部", "name": "王桂英", "id_no": id_number(serial), "channel": "13900000000",
        "joined_on": date(1985, 7, 1), "full_on": date(1986, 7, 1), "dues_paid_to": date(2026, 1, 1),
        "file_holder": "机床集团党委组织部", "is_attached": False, "attached_to": "", "state": state, "state_on": LETTER,
        "letter_no": f"组介存{serial}" if has_letter else "", "letter_on": LETTER if has_letter else None,
        "reported_on": REPORTED if state in ("checked_in", "received") else None,
        "received_on": RECEIVED if state == "received" else None,
        "return_reason": "not_living_here" if state == "returned" else "", **facts,
    }  # fmt: skip


def _take_over(transfer: Transfer, *members: dict[str, Any]) -> int:
    firm = transfer.firm.scope.enterprises[0]
    counts = {"rows": len(members), "ready": len(members), "offered": len(members)}
    with perform(actor=SYSTEM, action="demo.load_list", at=NOW) as act:
        old = OldList(ROSTER, "CL20260105-P1", firm, io.BytesIO(b"list"), "党员.csv", counts)
        batch_id = take_over_list(act=act, taken=old)
        frame = pl.DataFrame(members, infer_schema_length=None)
        frame = frame.with_columns(
            pl.lit(batch_id.bytes).alias("batch_id"), pl.lit(old.batch_no).alias("batch_no"),
            *(pl.col(name).cast(pl.Date) for name in ("letter_on", "reported_on", "received_on")),
        )  # fmt: skip
        return take_over_members(act=act, members=frame)


def test_members_of_old_stand_where_they_are_with_holder_letter_and_events(transfer: Transfer) -> None:
    states = ("offered", "letter_issued", "checked_in", "received", "returned")
    told = [_member(transfer, 101 + at, state) for at, state in enumerate(states)]
    assert _take_over(transfer, *told) == len(states)
    street, firm = places().by_code[STREET].place_no, transfer.firm.scope.enterprises[0]
    for at, state in enumerate(states):
        assert transfer.state(101 + at) is MemberState(state)
        held = [one for one in transfer.holders(101 + at) if one[2]]
        assert held == [(None, street, True) if state == "received" else (firm, None, True)]
        assert [holds for _, _, holds in transfer.letters(101 + at)] == ([] if at == 0 else [state != "returned"])
    assert transfer.member(104).receipt_no == "组介存104"
    assert transfer.letters(102)[0][1] == "2026-04-05", "ninety days"


def test_an_old_list_of_members_can_be_looked_at_by_its_enterprise_and_by_no_other(transfer: Transfer) -> None:
    _take_over(transfer, _member(transfer, 101, "received"), _member(transfer, 102, "offered", channel=None))
    assert transfer.figures(transfer.firm)["received"] == transfer.figures(transfer.street)["received"] == 1
    assert transfer.figures(transfer.rival)[""] == transfer.figures(transfer.elsewhere)[""] == 0
    assert not transfer.member(102).has_channel
    with acting(SYSTEM):
        assert not Event.objects.filter(type__startswith="party.", subject_id__isnull=True).exists()


def test_a_member_who_was_taken_back_is_not_taken_over_and_nothing_is_kept(transfer: Transfer) -> None:
    with pytest.raises(ValueError, match="on the way"):
        _take_over(transfer, _member(transfer, 101, "withdrawn"))
    assert transfer.figures(SYSTEM)[""] == 0
