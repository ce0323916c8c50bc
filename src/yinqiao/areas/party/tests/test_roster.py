"""The check of a party roster: what it finds, what it keeps of each row, what its pages and its template say."""

from __future__ import annotations

import io

import openpyxl
import pytest

from yinqiao.areas.handover.tests.conftest import CAST, NOW, id_number, roster
from yinqiao.areas.handover.tests.test_lists import ask
from yinqiao.areas.lists import services as lists
from yinqiao.areas.lists.views import report, sending
from yinqiao.areas.party.models import RosterRow
from yinqiao.areas.party.tests.transfers import THREE, Transfer, lettered, member
from yinqiao.areas.party.types import ROSTER
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
UNKNOWN = "party.person_unknown"


def test_a_roster_tells_whom_the_register_does_not_know_and_holds_nobody_back(transfer: Transfer) -> None:
    transfer.scene.submit(roster(*CAST[:2]))
    batch_id = transfer.check(*THREE)
    assert (4, UNKNOWN, "warns") in transfer.found(batch_id)
    assert transfer.batch(batch_id).counts == {"rows": 3, "ready": 3, "blocked": 0}
    # The roster of people said that they are none: one of the two is wrong, a person finds out which.
    assert [row for row, code, _ in transfer.found(batch_id) if code == "party.status_differs"] == [2, 3]


@pytest.mark.parametrize(
    ("line", "code", "severity"),
    [
        (member(102, branch=""), "roster.required_missing", "blocks"),
        (member(102, id_no="123"), "roster.id_length", "blocks"),
        (member(102, status="群众"), "party.not_a_member", "blocks"),
        (member(102, status="民盟"), "party.not_a_member", "blocks"),
        (member(102, joined="2026-03-03", full=""), "party.joined_ahead", "blocks"),
        (member(102, full="2027-01"), "party.joined_ahead", "blocks"),
        (member(102, joined="1970-03-11", full="1971-03-11"), "party.joined_too_young", "warns"),
        (member(102, full="1984-07-01"), "party.full_before_joined", "warns"),
        (member(102, status="预备党员", joined="2025-03-01", full=""), "party.probation_over", "warns"),
        (member(102, no="组介1"), "party.letter_incomplete", "warns"),
        (member(102, no="组介1", on="2026-03", medium="电子"), "party.letter_incomplete", "warns"),
        (lettered(102, on="2026-03-03"), "party.letter_ahead", "blocks"),
        (lettered(102, on="2025-11-30"), "party.letter_expired", "warns"),
        (member(102, attached="是", holder=""), "party.attached_without_holder", "warns"),
        (member(102, attached="是", channel="无"), "party.attached_without_channel", "warns"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_row_is_found(transfer: Transfer, line: str, code: str, severity: str) -> None:
    batch_id = transfer.check(line)
    found = [one for one in transfer.found(batch_id) if one[1] not in (UNKNOWN, "roster.age_implausible")]
    assert (2, code, severity) in found
    assert transfer.batch(batch_id).counts["blocked"] == (severity == "blocks")
    assert code.partition(".")[0] == "roster" or len(found) == 1


@pytest.mark.parametrize(
    "line",
    [
        member(102, joined="1970-03"),
        member(102, joined="1970"),
        member(102, status="预备党员", joined="2025-03-02", full=""),
        member(102, status="预备党员", joined="2025-03", full=""),
        member(102, status=""),
        lettered(102, on="2025-12-02"),
        lettered(102, medium="网上转接"),
        member(102, attached="是", to="市人才中心党委"),
    ],
)
def test_what_may_be_right_is_not_found_fault_with(transfer: Transfer, line: str) -> None:
    batch_id = transfer.check(line)
    assert [code for _, code, _ in transfer.found(batch_id)] == [UNKNOWN]


def test_the_same_member_and_the_same_letter_twice_are_held_back(transfer: Transfer) -> None:
    batch_id = transfer.check(lettered(102), lettered(103, no="组介102"), member(104), member(104))
    found = [(row, code) for row, code, severity in transfer.found(batch_id) if severity == "blocks"]
    assert found == [(2, "party.letter_repeated"), (3, "party.letter_repeated"), (5, "roster.duplicate_in_file")]
    about = {"kind": ROSTER, "batch_id": batch_id}
    assert "与第3行的介绍信编号相同" in ask(report.findings, transfer.firm, about=about)


def test_who_is_on_the_way_or_received_and_a_letter_in_use_are_held_back(transfer: Transfer) -> None:
    first = transfer.offer(lettered(102), member(103))
    again = transfer.check(member(102), member(103), lettered(106, no="组介102"))
    found = [(row, code) for row, code, severity in transfer.found(again) if severity == "blocks"]
    assert found == [(2, "party.on_the_way"), (3, "party.on_the_way"), (4, "party.letter_used")]
    page = ask(report.findings, transfer.firm, about={"kind": ROSTER, "batch_id": again})
    assert transfer.batch(first).batch_no in page
    transfer.check_in(102)
    transfer.accept(102)
    lists.recheck(actor=transfer.firm, at=NOW, kind=ROSTER, batch_id=again)
    lists.check_batch(actor=transfer.firm, at=NOW, batch_id=again)
    assert (2, "party.received", "blocks") in transfer.found(again)
    # Another enterprise's members and letters are its own.
    other = transfer.check(lettered(102), by=transfer.rival)
    with acting(transfer.rival):
        assert RosterRow.objects.get(batch_id=other).state == "ready"


def test_of_a_row_that_is_held_back_the_name_alone_is_kept_and_channels_are_sealed(transfer: Transfer) -> None:
    batch_id = transfer.check(lettered(102, dues="2026-02-15"), lettered(103, "欧阳建国", status="群众"))
    with acting(transfer.firm):
        good, held = RosterRow.objects.filter(batch_id=batch_id).order_by("row_no")
    assert (good.political_status, good.branch_kind, good.letter_medium) == ("01", "branch", "electronic")
    assert (good.dues_paid_to.isoformat(), good.letter_on.isoformat()) == ("2026-02-01", "2026-03-01")
    assert good.has_channel and good.facts_id is not None and b"139000" not in bytes(good.facts)
    assert (held.name, held.branch, held.letter_no, held.id_no_index, held.facts) == ("欧阳建国", "", "", None, None)


def test_headers_in_two_rows_and_other_words_are_understood(transfer: Transfer) -> None:
    content = (
        "序号,党员姓名,公民身份号码,党员类别,入党日期,党组织名称,介绍信,介绍信,介绍信\n"
        ",,,,,,编号,日期,方式\n"
        f"1,王桂英,{id_number(102)},正式党员,1985年7月,退休第一党支部,组介1,2026年3月1日,纸质\n"
    )
    batch_id, _ = lists.upload_list(
        actor=transfer.firm, at=NOW, kind=ROSTER, enterprise_id=transfer.scene.enterprise_id, file_name="党员.csv",
        file=io.BytesIO(content.encode("utf-8-sig")),
    )  # fmt: skip
    lists.check_batch(actor=transfer.firm, at=NOW, batch_id=batch_id)
    with acting(transfer.firm):
        row = RosterRow.objects.get(batch_id=batch_id)
    assert (row.state, row.letter_no, row.letter_medium, row.branch) == ("ready", "组介1", "paper", "退休第一党支部")


def test_its_pages_speak_of_members_and_its_template_is_filled_in_with_nobody(transfer: Transfer) -> None:
    batch_id = transfer.check(*THREE, member(106, id_no="123"))
    page = ask(report.batch, transfer.firm, about={"kind": ROSTER, "batch_id": batch_id})
    assert "名册人数" in page and "选择接收单位并提交" in page
    template = ask(sending.template, transfer.firm, about={"kind": ROSTER})
    sheet = openpyxl.load_workbook(io.BytesIO(template)).active
    words = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "所在党支部" in words and "介绍信编号" in words and "示例：李桂兰" in words
    lists.discard_batch(actor=transfer.firm, at=NOW, kind=ROSTER, batch_id=batch_id)
    with acting(transfer.firm):
        assert not RosterRow.objects.filter(batch_id=batch_id).exists()
