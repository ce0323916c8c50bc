"""Money that goes back through the provider: two people, part by part, never beyond what was paid, ended once."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from docx import Document

from yinqiao.areas.dues import services
from yinqiao.areas.dues.models import Refund
from yinqiao.areas.dues.tests.branch import Branch
from yinqiao.areas.dues.tests.test_ordering import _me, _order, _row, _standin, branch
from yinqiao.areas.dues.types import Book, Move, Moved, Verdict
from yinqiao.areas.dues.views.papers import REFUND
from yinqiao.areas.dues.views.today import today_entries
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.papers.services import print_paper
from yinqiao.areas.papers.tests.conftest import Desk, pdf_of, sheet
from yinqiao.areas.party.tests.transfers import SYSTEM, TODAY
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import acting
from yinqiao.platform.payments import (
    NoticeRefused,
    PaymentUnavailable,
    RefundState,
    Return,
    find_refund,
    place_refund,
    take_notice,
)

__all__ = ["branch"]
pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def paid(branch: Branch, settings: Any) -> UUID:
    """25.00 yuan paid by phone."""
    made = _order(branch)
    told = _standin(settings).pay(_row(made).number, at=NOW)
    assert told
    services.hear(actor=SYSTEM, at=NOW, told=take_notice(*told, at=NOW))
    found = _row(made).payment_id
    assert found
    return found


def _sent(branch: Branch, paid: UUID, fen: int = 2500) -> Refund:
    made = branch.refund(paid, fen)
    branch.answer_refund(made)
    assert services.send_refund(actor=SYSTEM, at=NOW, refund_id=made)
    return branch.refunded(made)


def _ended(settings: Any, row: Refund, state: RefundState = RefundState.SUCCESS) -> tuple[dict[str, str], bytes]:
    told = _standin(settings).end_refund(row.number, at=NOW, state=state)
    assert told
    return told


def test_money_goes_back_by_two_people_and_is_booked_once_the_provider_says_so(
    branch: Branch, paid: UUID, settings: Any
) -> None:
    row = _sent(branch, paid)
    assert branch.balances()[Book.REFUNDING] == 2500 and branch.row(102).owed_months == 0
    told = _ended(settings, row)
    for is_new in (True, False):
        assert services.hear(actor=SYSTEM, at=NOW, told=take_notice(*told, at=NOW)) is is_new
    balances = branch.balances()
    assert (balances[Book.CLEARING], balances[Book.REFUNDING]) == (0, 0)
    assert branch.row(102).owed_fen == 2500 and branch.lines(102)[-1].title.startswith("退款")
    assert branch.refunded(row.pk).refund_id.startswith("50000")


def test_parts_go_back_and_never_more_than_was_paid(branch: Branch, paid: UUID) -> None:
    _sent(branch, paid, 1000)
    branch.refund(paid, 1500)
    with pytest.raises(Invalid) as refusal:
        branch.refund(paid, 1)
    assert refusal.value.code == "dues.refund_too_much" and "0.00" in refusal.value.message
    assert branch.balances()[Book.CLEARING] == 1500


def test_who_asks_does_not_send_and_a_stranger_finds_nothing(branch: Branch, paid: UUID) -> None:
    made = branch.refund(paid, 2500)
    with pytest.raises(Refused) as refusal:
        branch.answer_refund(made, by=branch.street)
    assert refusal.value.code == "dues.refund_by_the_same"
    with pytest.raises(NotFound):
        branch.answer_refund(made, by=branch.transfer.elsewhere)
    with pytest.raises(Conflict):
        branch.refund(paid, 1, by=branch.transfer.elsewhere)
    assert branch.refunded(made).state == "proposed"
    branch.answer_refund(made, by=branch.other_at_street())
    with pytest.raises(Conflict):
        branch.answer_refund(made)


def test_refused_it_leaves_the_money_where_it_is(branch: Branch, paid: UUID) -> None:
    made = branch.refund(paid, 2500)
    with pytest.raises(Invalid):
        services.answer_refund(
            actor=branch.district, at=NOW, refund_id=made, lock_version=1, verdict=Verdict(False, " ")
        )  # fmt: skip
    branch.answer_refund(made, approves=False)
    assert not services.send_refund(actor=SYSTEM, at=NOW, refund_id=made)
    branch.reverse(paid)
    with pytest.raises(Conflict):
        branch.refund(paid, 1)


def test_a_payment_that_goes_back_is_not_reversed_too_nor_is_what_moved_on(branch: Branch, paid: UUID) -> None:
    made = branch.refund(paid, 100)
    with pytest.raises(Conflict) as refusal:
        branch.reverse(paid)
    assert refusal.value.code == "dues.refund_under_way"
    moved = Moved(Move.SETTLE, 2500, TODAY, "P-1")
    place_no = branch.refunded(made).place_no
    services.move_money(actor=branch.street, at=NOW, place_no=place_no, moved=moved)
    with pytest.raises(Invalid) as enough:
        branch.answer_refund(made)
    assert enough.value.code == "dues.not_enough" and branch.refunded(made).state == "proposed"
    with pytest.raises(Conflict):
        branch.refund(branch.take({102: 100}), 100)


def test_closed_or_abnormal_it_is_told_as_it_is_and_an_end_stays_an_end(
    branch: Branch, paid: UUID, settings: Any
) -> None:
    row = _sent(branch, paid, 1000)
    for state, left, is_new in (
        (RefundState.ABNORMAL, 1500, True), (RefundState.PROCESSING, 1500, False), (RefundState.CLOSED, 2500, True),
        (RefundState.SUCCESS, 2500, False), (RefundState.ABNORMAL, 2500, False),
    ):  # fmt: skip
        told = _ended(settings, row, state)
        assert services.hear(actor=SYSTEM, at=NOW, told=take_notice(*told, at=NOW)) is is_new
        assert branch.balances()[Book.CLEARING] == left
    assert branch.refunded(row.pk).state == "closed" and branch.row(102).owed_months == 0
    branch.refund(paid, 2500)


def test_a_notice_of_a_refund_that_is_forged_changed_or_old_is_refused(
    branch: Branch, paid: UUID, settings: Any
) -> None:
    row = _sent(branch, paid)
    headers, body = _ended(settings, row)
    other = json.dumps({**json.loads(body), "event_type": "TRANSACTION.SUCCESS"}).encode()
    for text, later, code in ((other, 0, "wrong_signature"), (body, 6, "too_old")):
        with pytest.raises(NoticeRefused) as refusal:
            take_notice(headers, text, at=NOW + timedelta(minutes=later))
        assert refusal.value.args[0] == code
    assert branch.refunded(row.pk).state == "sending"


def test_what_was_lost_on_the_way_is_sent_and_asked_for_at_night(branch: Branch, paid: UUID, settings: Any) -> None:
    made = branch.refund(paid, 2500)
    branch.answer_refund(made)
    number = branch.refunded(made).number
    assert find_refund(number, at=NOW) is None
    assert services.ask_refunds(actor=SYSTEM, at=NOW) == 0
    found = find_refund(number, at=NOW)
    assert found and found.state is RefundState.PROCESSING
    _ended(settings, branch.refunded(made))
    assert services.ask_refunds(actor=SYSTEM, at=NOW) == 1
    assert branch.refunded(made).state == "done" and services.ask_refunds(actor=SYSTEM, at=NOW) == 0


def test_the_provider_gives_back_once_under_a_number_and_never_more_than_was_paid(branch: Branch, paid: UUID) -> None:
    row = _sent(branch, paid, 2000)
    again = Return(row.number, row.order.number, 2000, 2500, "x")
    assert place_refund(again, at=NOW).refund_id == place_refund(again, at=NOW).refund_id
    with pytest.raises(PaymentUnavailable) as refusal:
        place_refund(Return("TK2", row.order.number, 501, 2500, "x"), at=NOW)
    assert refusal.value.args[0] == "INVALID_REQUEST"


def test_what_was_asked_for_stays_as_it_was_asked_for(branch: Branch, paid: UUID) -> None:
    made = branch.refund(paid, 100)
    with acting(SYSTEM):
        for change in (lambda: Refund.objects.filter(pk=made).update(fen=2500), Refund.objects.filter(pk=made).delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
    me = _me(branch)
    with acting(me):
        assert Refund.objects.filter(pk=made).exists()


def test_the_voucher_is_printed_when_the_money_is_back_and_its_stamped_copy_is_filed(
    branch: Branch, paid: UUID, settings: Any, tmp_path: Path
) -> None:
    settings.FILES_FOLDER = tmp_path / "files"
    row = _sent(branch, paid)
    with pytest.raises(Conflict) as refusal:
        print_paper(actor=branch.street, at=NOW, kind=REFUND.code, subject_id=str(row.pk))
    assert refusal.value.code == "dues.refund_not_done"
    services.hear(actor=SYSTEM, at=NOW, told=take_notice(*_ended(settings, row), at=NOW))
    with pytest.raises(NotFound):
        print_paper(actor=branch.transfer.elsewhere, at=NOW, kind=REFUND.code, subject_id=str(row.pk))
    desk = Desk(None)  # type: ignore[arg-type]
    paper = desk.paper(print_paper(actor=branch.street, at=NOW, kind=REFUND.code, subject_id=str(row.pk)))
    told = Document(io.BytesIO(desk.bytes_of(paper.file_id)))
    words = "".join(cell.text for table in told.tables for one in table.rows for cell in one.cells)
    assert paper.number == "党费退〔2026〕0001号" and "退款党支部（盖章）" in words
    for wanted in ("25.00", "王桂英", "重复交费", row.number, "2026-0001", branch.refunded(row.pk).refund_id):
        assert wanted in words
    (page,) = desk.pages(
        desk.scan(pdf_of([sheet(desk.code(paper), turn=2, noise=9, is_sealed=True)]), by=branch.street)
    )
    assert page.paper_id == paper.pk and desk.paper(paper.pk).state == "stamped"
    assert "退款凭证" in text_of(Browser(branch.street).ask(f"/dues/refunds/{row.pk}/"))


def test_the_pages_lead_from_a_payment_to_money_that_is_back(branch: Branch, paid: UUID, settings: Any) -> None:
    give_back = f"/dues/payments/{paid}/give-back/"
    assert "最多还能退" in text_of(Browser(branch.street).ask(give_back, {"fen": "25.01", "reason": "重复交费"}))
    asked = Browser(branch.street).ask(give_back, {"fen": "25.00", "reason": "重复交费"})
    address = asked.headers["Location"]
    assert "等待另一位同志复核" in text_of(Browser(branch.street).ask(address))
    answer = {"lock_version": "1", "approves": "yes", "note": ""}
    assert "不能自己复核" in text_of(Browser(branch.street).ask(address, answer))
    with acting(branch.district):
        waiting = {one.label for one in today_entries(branch.district, TODAY)}
    assert "待复核的党费退款" in waiting
    assert Browser(branch.district).ask(address, answer).status_code == 302
    page = text_of(Browser(branch.street).ask("/dues/refunds/?state=sending"))
    assert "重复交费" in page and "重复交费" not in text_of(Browser(branch.street).ask("/dues/refunds/?state=done"))
    for _ in range(2):
        assert Browser(branch.street).ask(f"{address}ask/", {}).status_code == 302
        with acting(SYSTEM):
            number = Refund.objects.get().number
        _standin(settings).end_refund(number, at=timezone.now())
    assert "已退到付款账户" in text_of(Browser(branch.street).ask(address))
    assert "已退到付款账户" in text_of(Browser(branch.street).ask(f"/dues/payments/{paid}/"))
