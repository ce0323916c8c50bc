"""Statements beside the ledger: found, settled by one or two, asked of the provider, never doubled, explained to the fen."""

from __future__ import annotations

import gzip
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from yinqiao.areas.dues import services as dues
from yinqiao.areas.dues.tests.branch import Branch
from yinqiao.areas.dues.tests.test_ordering import _order, _row, _standin
from yinqiao.areas.dues.types import Book, Method, Move, Moved
from yinqiao.areas.handover.tests.conftest import CITY, NOW, place_actor
from yinqiao.areas.party.tests.transfers import SYSTEM, TODAY
from yinqiao.areas.reconciliation import queries, services
from yinqiao.areas.reconciliation.models import Line, Statement
from yinqiao.areas.reconciliation.tests.statements import (
    bank,
    found,
    given_back,
    line,
    paid,
    row,
    said,
    take,
    wechat,
)
from yinqiao.areas.reconciliation.types import BankField, Kind, Reason
from yinqiao.areas.reconciliation.views.today import today_entries
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def city(branch: Branch) -> Actor:
    """Who compares the provider's statements."""
    return place_actor("city_manager", CITY)


def _paid(branch: Branch, settings: Any) -> str:
    made = _order(branch)
    told = _standin(settings).pay(_row(made).number, at=NOW)
    assert told
    return _row(made).number


def _booked(branch: Branch, settings: Any) -> str:
    number = _paid(branch, settings)
    assert dues.ask_provider(actor=SYSTEM, at=NOW) == 1
    return number


def _rest(actor: Actor, statement_id: UUID) -> tuple[int, dict[str, int]]:
    with acting(actor):
        told = queries.explain_statement(
            scope=actor.scope, statement=queries.get_statement(scope=actor.scope, statement_id=statement_id)
        )
    assert told.rest == 0
    return told.statement_fen - told.ledger_fen, dict(told.parts)


def test_the_providers_statement_tells_what_agrees_differs_and_is_not_ours(
    branch: Branch, city: Actor, settings: Any
) -> None:
    number = _booked(branch, settings)
    made = take(city, Kind.WECHAT, wechat(paid(number, 2500, TODAY), paid("SHOP1", 800, TODAY)), NOW)
    assert found(made) == [("matched", "done", 2500), ("unknown", "open", 800)]
    assert _rest(city, made) == (800, {"账上没有这个单号": 800})
    other = take(city, Kind.WECHAT, gzip.compress(wechat(paid(f"{number}", 2400, TODAY, "4200X"))), NOW, "账单.csv.gz")
    assert found(other) == [("differs", "open", 2400)]


def test_what_the_provider_was_paid_and_nobody_told_us_is_asked_for_and_booked(
    branch: Branch, city: Actor, settings: Any
) -> None:
    number = _paid(branch, settings)
    made = take(city, Kind.WECHAT, wechat(paid(number, 2500, TODAY)), NOW)
    unbooked = line(made, "unbooked")
    assert services.ask_line(actor=city, at=NOW, line_id=unbooked.pk, provider=SYSTEM)
    assert found(made) == [("matched", "done", 2500)] and branch.balances()[Book.CLEARING] == 2500
    with pytest.raises(Conflict):
        services.ask_line(actor=city, at=NOW, line_id=unbooked.pk, provider=SYSTEM)


def test_a_refund_agrees_and_what_a_day_lacks_is_missing_until_its_line_comes(
    branch: Branch, city: Actor, settings: Any
) -> None:
    number = _booked(branch, settings)
    first = take(city, Kind.WECHAT, wechat(paid("SHOP1", 800, TODAY)), NOW)
    assert found(first) == [("missing", "open", 2500), ("unknown", "open", 800)]
    assert _rest(city, first)[1]["账上有，账单没有"] == -2500
    with acting(SYSTEM):
        payment_id = _row_of(number).payment_id
    back = branch.refund(payment_id, 2500)
    branch.answer_refund(back)
    dues.send_refund(actor=SYSTEM, at=NOW, refund_id=back)
    row_of = branch.refunded(back)
    _standin(settings).end_refund(row_of.number, at=NOW)
    dues.ask_refunds(actor=SYSTEM, at=NOW)
    lines = (paid(number, 2500, TODAY), given_back(number, row_of.number, 2500, TODAY), paid("SHOP1", 800, TODAY))
    second = take(city, Kind.WECHAT, wechat(*lines), NOW)
    assert found(second) == [("matched", "done", 2500), ("refund", "done", -2500)] and row(second).repeated == 1
    assert found(first) == [("unknown", "open", 800)]
    assert _rest(city, second) == (800, {"账上没有这个单号": 800})


def _row_of(number: str) -> Any:
    from yinqiao.areas.dues.models import Order

    return Order.objects.get(number=number)


def test_the_same_file_is_one_statement_and_the_providers_is_the_citys_alone(branch: Branch, city: Actor) -> None:
    content = wechat(paid("SHOP1", 800, TODAY))
    assert take(city, Kind.WECHAT, content, NOW) == take(city, Kind.WECHAT, content, NOW)
    with pytest.raises(Refused):
        take(branch.street, Kind.WECHAT, content, NOW)
    with pytest.raises(Invalid):
        take(city, Kind.WECHAT, wechat(paid("SHOP2", 1, TODAY), off=1), NOW)
    with acting(SYSTEM):
        assert (Statement.objects.count(), Line.objects.count()) == (1, 1)


def _deposited(branch: Branch, number: str = "C-0001") -> UUID:
    moved = Moved(Move.DEPOSIT, 1000, TODAY, number)
    place_no = _place(branch)
    return dues.move_money(actor=branch.street, at=NOW, place_no=place_no, moved=moved)


def _place(branch: Branch) -> int:
    return branch.row(102).place_no


def test_a_banks_statement_stands_beside_the_ledger_to_the_fen(branch: Branch) -> None:
    branch.take({102: 2500})
    _deposited(branch)
    lines = ((TODAY, 1000, "C-0001", "现金存入"), (TODAY, 3, "", "结息"), (TODAY, 2000, "", "某某转账"))
    made = take(branch.street, Kind.BANK, bank(*lines, opening=77), NOW)
    assert [code for code, _, _ in found(made)] == ["matched", "unknown_bank", "unknown_bank"]
    assert _rest(branch.street, made) == (2080, {"期初就有的差额": 77, "账上没有的银行收支": 2003})
    assert line(made, "matched").party == "某某 …3445"
    branch.take({102: 2000}, method=Method.BANK)
    assert services.compare_statement(actor=branch.street, at=NOW, statement_id=made) == 1
    assert _rest(branch.street, made) == (80, {"期初就有的差额": 77, "账上没有的银行收支": 3})


def test_a_correction_of_the_ledger_is_found_when_the_statement_is_compared_again(branch: Branch) -> None:
    branch.take({102: 2500})
    moved = _deposited(branch)
    made = take(branch.street, Kind.BANK, bank((TODAY, 990, "C-0001", "现金存入")), NOW)
    assert line(made, "differs").our_fen == 1000 and _rest(branch.street, made) == (-10, {"金额不一致": -10})
    dues.reverse_move(actor=branch.street, at=NOW, transfer_id=moved, reason="登记错误")
    again = Moved(Move.DEPOSIT, 990, TODAY, "C-0001")
    dues.move_money(actor=branch.street, at=NOW, place_no=_place(branch), moved=again)
    assert services.compare_statement(actor=branch.street, at=NOW, statement_id=made) == 1
    assert _rest(branch.street, made) == (0, {})


def test_one_person_settles_what_is_not_ours_and_two_where_the_ledgers_money_is_in_question(branch: Branch) -> None:
    branch.take({102: 2500})
    _deposited(branch)
    made = take(branch.street, Kind.BANK, bank((TODAY, 990, "C-0001", ""), (TODAY, 3, "", "结息")), NOW)
    with pytest.raises(Invalid):
        services.settle_line(
            actor=branch.street, at=NOW, line_id=line(made, "unknown_bank").pk, settlement=said(words=" ")
        )
    interest = said(Reason.INTEREST, "第一季度结息")
    assert services.settle_line(actor=branch.street, at=NOW, line_id=line(made, "unknown_bank").pk, settlement=interest)
    differs = line(made, "differs").pk
    assert not services.settle_line(actor=branch.street, at=NOW, line_id=differs, settlement=said(Reason.CORRECTED))
    with pytest.raises(Refused):
        services.confirm_line(actor=branch.street, at=NOW, line_id=differs, agrees=True)
    with pytest.raises(NotFound):
        services.confirm_line(actor=branch.transfer.elsewhere, at=NOW, line_id=differs, agrees=True)
    services.confirm_line(actor=branch.district, at=NOW, line_id=differs, agrees=False)
    services.settle_line(actor=branch.street, at=NOW, line_id=differs, settlement=said(Reason.CORRECTED))
    services.confirm_line(actor=branch.other_at_street(), at=NOW, line_id=differs, agrees=True)
    with pytest.raises(Conflict):
        services.confirm_line(actor=branch.district, at=NOW, line_id=differs, agrees=True)
    assert {state for _, state, _ in found(made)} == {"settled"}
    services.compare_statement(actor=branch.street, at=NOW, statement_id=made)
    assert {state for _, state, _ in found(made)} == {"settled"}


def test_statements_that_overlap_do_not_double_lines_and_each_is_explained(branch: Branch) -> None:
    later = TODAY - timedelta(days=1)
    rows = ((later, 100, "A-0001", "一"), (TODAY, 200, "A-0002", "二"))
    first = take(branch.street, Kind.BANK, bank(*rows, opening=5), NOW)
    second = take(branch.street, Kind.BANK, bank(*rows, (TODAY, 300, "A-0003", "三"), opening=5), NOW)
    assert (row(second).repeated, len(found(first)), len(found(second))) == (2, 2, 1)
    assert _rest(branch.street, second) == (605, {"期初就有的差额": 5, "账上没有的银行收支": 600})
    assert _rest(branch.street, first)[1]["同期另一份账单中的行"] == -300


def test_other_offices_overseers_and_enterprises_see_nothing(branch: Branch) -> None:
    made = take(branch.street, Kind.BANK, bank((TODAY, 3, "", "结息")), NOW)
    for actor, many in (
        (branch.street, 1),
        (branch.district, 1),
        (branch.transfer.elsewhere, 0),
        (branch.transfer.firm, 0),
    ):
        with acting(actor):
            assert (Statement.objects.count(), Line.objects.count()) == (many, many)
            assert queries.list_statements(scope=actor.scope).count() == many
    with pytest.raises(NotFound):
        services.compare_statement(actor=branch.transfer.elsewhere, at=NOW, statement_id=made)


def _page(actor: Actor, address: str, data: dict[str, Any] | None = None) -> str:
    answer = Browser(actor).ask(address, data)
    return answer.headers["Location"] if answer.status_code == 302 else unescape(text_of(answer))


def test_the_pages_lead_from_a_file_to_a_difference_that_two_people_settled(branch: Branch) -> None:
    branch.take({102: 2500})
    _deposited(branch)
    bad = SimpleUploadedFile("账单.csv", "交易日期,收入\n昨天,1\n".encode())
    assert "第 2 行：日期不能识别" in _page(branch.street, "/reconciliation/upload/", {"kind": "bank", "file": bad})
    good = SimpleUploadedFile("账单.csv", bank((TODAY, 990, "C-0001", "现金存入"), (TODAY, 3, "", "结息")))
    address = _page(branch.street, "/reconciliation/upload/", {"kind": "bank", "file": good})
    page = _page(branch.street, address)
    assert "金额不一致" in page and "-0.10" in page and "结息" in page
    body = _page(branch.street, f"{address}?found=differs").split("<tbody")[-1]
    assert "现金存入" in body and "结息" not in body
    made = UUID(address.rstrip("/").rsplit("/", 1)[1])
    differs = f"/reconciliation/lines/{line(made, 'differs').pk}/"
    assert "另一位同志复核" in _page(branch.street, f"{differs}settle/")
    told = {"reason": "corrected", "words": "回单金额为准"}
    assert address in _page(branch.street, f"{differs}settle/", told)
    assert "不能自己复核" in _page(branch.street, f"{differs}confirm/", {"agrees": "yes"})
    with acting(branch.district):
        assert {one.label for one in today_entries(branch.district, TODAY)} == {
            "对账单中待处理的差异",
            "对账差异待复核",
        }
    assert address in _page(branch.district, f"{differs}confirm/", {"agrees": "yes"})
    assert "回单金额为准" in _page(branch.street, f"{address}?state=settled")
    assert address in _page(branch.street, f"{address}again/", {})
    assert _page(branch.street, "/reconciliation/").count("银行对账单") >= 1
    assert today_entries(branch.transfer.firm, TODAY) == []


def test_a_header_that_was_explained_is_remembered_for_the_own_office_alone(branch: Branch) -> None:
    content = "何时,收入\n2026-03-02,5\n".encode()
    with pytest.raises(Invalid):
        take(branch.street, Kind.BANK, content, NOW)
    _page(branch.street, "/reconciliation/headers/", {"header": "何 时", "field": "on_day"})
    assert "何时" in _page(branch.street, "/reconciliation/headers/")
    assert found(take(branch.street, Kind.BANK, content, NOW)) == [("unknown_bank", "open", 500)]
    with pytest.raises(Invalid):
        take(branch.district, Kind.BANK, content, NOW)
    with pytest.raises(Invalid):
        services.remember_header(actor=branch.street, at=NOW, header=" ", field=BankField.ON_DAY)
