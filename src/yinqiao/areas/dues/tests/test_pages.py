"""Pages of dues: what they show to whom, which forms come back, lists filtered, the receipt, today's counts."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.dues.tests.branch import Branch
from yinqiao.areas.dues.types import Move
from yinqiao.areas.dues.views.papers import RECEIPT
from yinqiao.areas.dues.views.today import today_entries
from yinqiao.areas.party.tests.transfers import TODAY
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, NotFound, Refused
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
DAY = TODAY.isoformat()


def _page(actor: Actor, name: str, one: UUID | None = None, data: dict[str, Any] | None = None, query: str = "") -> str:
    answer = Browser(actor).ask(reverse(f"dues:{name}", args=[one] if one else []) + query, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def test_the_month_and_an_account_show_what_is_owed_and_why(branch: Branch) -> None:
    branch.opened(_102="5000.01")
    assert "欠" in _page(branch.street, "month") and "还没有核定" in _page(branch.street, "month")
    page = _page(branch.street, "account", branch.account(102))
    assert "50.00" in page and "全部养老金" in page and "养老金存折" in page
    assert "暂不计收" in _page(branch.street, "account", branch.account(103))
    with pytest.raises(NotFound):
        _page(branch.transfer.elsewhere, "account", branch.account(102))
    with pytest.raises(Refused):
        _page(branch.transfer.firm, "month")


def test_the_forms_lead_from_a_base_to_a_receipt_and_back(branch: Branch) -> None:
    branch.run()
    one = branch.account(102)
    told = {"year": "2026", "basis": "pension", "base": "", "source": "member", "evidence": "存折"}
    assert "请填写每月实际领取的养老金" in _page(branch.street, "base", one, told)
    assert _page(branch.street, "base", one, {**told, "base": "5000"}) == "302"
    slip = {"amount": "25", "method": "cash", "payer": "self", "paid_on": DAY, "meeting_on": DAY}
    assert "预交不能超过" in _page(branch.street, "take", one, {**slip, "amount": "9999"})
    made = branch.take({102: 2500}, meeting_on=TODAY)
    assert "为谁交纳" in _page(branch.street, "payment", made)
    with acting(branch.street):
        (frame,) = RECEIPT.load(branch.street, [str(made)])
    assert frame.texts["金额"] == "25.00" and "王桂英 25.00 元" in frame.texts["党员"]
    assert _page(branch.street, "reverse", made, {"reason": "收错人"}) == "302"
    with acting(branch.street), pytest.raises(Conflict):
        RECEIPT.load(branch.street, [str(made)])


def test_several_are_paid_for_at_once(branch: Branch) -> None:
    branch.opened(_102="5000", _103="6200")
    ids = [str(branch.account(one)) for one in (102, 103)]
    assert "合计 87.00 元" in _page(branch.street, "lump", data={"ids": ids})
    sent = {"ids": ids, "sent": "1", "method": "bank", "payer": "enterprise", "payer_note": "", "paid_on": DAY}
    assert "请写企业名称" in _page(branch.street, "lump", data=sent) or "企业代交" in _page(
        branch.street, "lump", data=sent
    )
    assert _page(branch.street, "lump", data={**sent, "payer_note": "中湘机床"}) == "302"
    with pytest.raises(Conflict):
        _page(branch.street, "lump", data={"ids": ids})


def test_a_proposal_is_answered_on_its_page_by_the_level_above(branch: Branch) -> None:
    branch.opened(_102="5000")
    one = branch.account(102)
    told = {
        "ruling": "exempt",
        "from_month": f"{timezone.localdate():%Y-%m}",
        "until_month": "",
        "meeting_on": DAY,
        "reason": "住院",
    }
    assert "减免要有截止月份" in _page(branch.street, "propose", one, told)
    made = branch.propose(102)
    assert "撤回提请" in _page(branch.street, "account", one) and "答复</a>" not in _page(branch.street, "account", one)
    assert "答复</a>" in _page(branch.district, "account", one)
    yes = {"lock_version": "1", "approves": "yes", "note": ""}
    assert _page(branch.district, "answer", made, yes) == "302"
    assert "免交" in _page(branch.street, "account", one) and "提前结束" in _page(branch.street, "account", one)
    assert _page(branch.street, "lift", made, {"lock_version": "2", "until_month": "2026-03"}) == "302"


def test_the_book_and_the_sheet_of_the_year_tell_sums(branch: Branch) -> None:
    branch.opened(_102="5000")
    branch.take({102: 2500})
    moved = branch.move(Move.DEPOSIT, 1000)
    assert "15.00" in _page(branch.street, "book")
    assert _page(branch.street, "unmove", moved, {"reason": "登记错误"}) == "302"
    sheet = _page(branch.street, "year")
    assert "25.00" in sheet and re.search(r"\b20\d\d 年党费收缴公示", sheet)
    assert "应收党费" in _page(branch.street, "year", query="?year=2025")


@pytest.mark.parametrize(
    ("name", "query", "shown"),
    [("month", "", 3), ("month", "?state=owing", 1), ("month", "?state=no_base", 2), ("month", "?state=even", 0),
     ("month", "?name=王桂英", 3), ("month", "?name=不在", 0), ("month", "?sort=-owed_fen", 3), ("month", "?sort=name", 3), ("payments", "", 1),
     ("payments", "?method=bank", 0), ("payments", "?undone=no", 1), ("payments", "?sort=-fen", 1), ("decisions", "", 1),
     ("decisions", "?state=approved", 0), ("decisions", "?ruling=exempt", 1), ("book", "", 1)],
)  # fmt: skip
def test_lists_are_filtered_and_sorted(branch: Branch, name: str, query: str, shown: int) -> None:
    branch.opened(_102="5000")
    branch.take({102: 100})
    branch.propose(102)
    branch.move(Move.DEPOSIT, 50)
    page = _page(branch.street, name, query=query)
    body = page.split("<tbody", 1)[1].split("</tbody>", 1)[0] if "<tbody" in page else ""
    assert body.count("<tr") == shown


def test_today_counts_what_its_lists_show(branch: Branch) -> None:
    from datetime import date

    branch.opened(_102="5000")
    branch.propose(102)
    for day, words in ((date(2026, 5, 6), "党费拖欠三个月以上的党员"), (date(2026, 9, 1), "党费拖欠超过六个月的党员")):
        branch.run(day)
        with acting(branch.street):
            entries = {one.label: one.count for one in today_entries(branch.street, day)}
        assert entries[words] == 1 and entries["还没有核定党费的党员"] == 2
    with acting(branch.district):
        assert "待批准的党费减免和停收" in {one.label for one in today_entries(branch.district, TODAY)}
    assert today_entries(branch.transfer.firm, TODAY) == []
