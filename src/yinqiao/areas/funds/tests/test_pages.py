"""Pages of money: what they show to whom, which forms come back, whose route is shut."""

from __future__ import annotations

from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from yinqiao.areas.agreements.tests.talks import PDF, TODAY, Talks
from yinqiao.areas.agreements.types import AgreementState
from yinqiao.areas.funds.tests.purse import Purse, voucher
from yinqiao.areas.funds.views.today import today_entries
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import NotFound, Refused
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _page(actor: Actor, name: str, one: UUID | None = None, data: dict[str, Any] | None = None, query: str = "") -> str:
    answer = Browser(actor).ask(reverse(f"funds:{name}", args=[one] if one else []) + query, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def _slip(**changed: object) -> dict[str, Any]:
    scan = SimpleUploadedFile("回单.pdf", PDF)
    told = {"kind": "service", "amount": "12000", "paid_on": TODAY.isoformat(), "voucher_no": "HD-1", "scan": scan}
    return {**told, "remark": "", **changed}


def test_the_page_of_an_agreements_money_shows_each_side_its_own_buttons(purse: Purse) -> None:
    purse.pay(voucher("12000"))
    ours, theirs = (_page(one, "agreement", purse.agreement_id) for one in (purse.firm, purse.street))
    assert "登记付款" in ours and "撤回登记" in ours and "退回<span" not in ours
    assert "退回<span" in theirs and "登记付款</a>" not in theirs and "撤回登记" not in theirs
    for page in (ours, theirs):
        assert "管理服务经费" in page and "12,000.00" in page and "未平事项" in page
    for actor in (purse.talks.rival, purse.talks.elsewhere):
        with pytest.raises(NotFound):
            _page(actor, "agreement", purse.agreement_id)
    with pytest.raises(Refused):
        _page(purse.talks.scene.community, "agreement", purse.agreement_id)


def test_before_the_signature_the_page_says_what_will_stand_there(talks: Talks) -> None:
    one = Purse.of(talks, to=AgreementState.PROPOSED)
    assert "协议还没有签署" in _page(talks.enterprise, "agreement", one.agreement_id)
    with pytest.raises(NotFound):
        _page(talks.enterprise, "note", one.agreement_id)


def test_the_steps_of_the_pages_lead_from_a_payment_to_its_correction(purse: Purse) -> None:
    assert "12000" in _page(purse.firm, "note", purse.agreement_id)
    assert "文件不是 PDF" in _page(
        purse.firm, "note", purse.agreement_id, _slip(scan=SimpleUploadedFile("回单.pdf", b"no scan"))
    )
    assert _page(purse.firm, "note", purse.agreement_id, _slip()) == "302"
    back = {"reason": "other", "note": ""}
    assert "请写明退回原因" in _page(purse.street, "send_back", purse.row(1).pk, {**_lock(purse, 1), **back})
    assert _page(purse.street, "send_back", purse.row(1).pk, {**_lock(purse, 1), "reason": "not_arrived"}) == "302"
    assert "被退回" in _page(purse.firm, "agreement", purse.agreement_id)
    assert _page(purse.firm, "renew", purse.row(1).pk, {**_lock(purse, 1), **_slip(voucher_no="HD-2")}) == "302"
    yes = {"received_on": TODAY.isoformat(), "verified": "on"}
    assert _page(purse.street, "confirm", purse.row(2).pk, {**_lock(purse, 2), **yes}) == "302"
    wrong = {**_lock(purse, 2), **_slip(amount="11000", voucher_no="HD-2")}
    assert "必填" in _page(purse.street, "correct", purse.row(2).pk, wrong)
    assert _page(purse.street, "correct", purse.row(2).pk, {**wrong, **_slip(amount="11000", remark="多记")}) == "302"
    assert "多记" in _page(purse.firm, "confirm", purse.row(3).pk)
    assert _page(purse.firm, "confirm", purse.row(3).pk, {**_lock(purse, 3), **yes}) == "302"
    assert purse.states() == ["replaced", "replaced", "confirmed"]


def test_withdrawing_asks_first(purse: Purse) -> None:
    purse.pay(voucher("5"))
    assert "撤回后不计入已付" in _page(purse.firm, "withdraw", purse.row(1).pk, _lock(purse, 1))
    assert purse.states() == ["noted"]
    assert _page(purse.firm, "withdraw", purse.row(1).pk, {**_lock(purse, 1), "confirmed": "1"}) == "302"
    assert purse.states() == ["withdrawn"]


def test_a_refund_is_filled_with_what_is_beyond(purse: Purse) -> None:
    purse.pay(voucher("12500"))
    purse.confirm(1)
    assert 'value="500.00"' in _page(purse.street, "refund", purse.agreement_id)
    assert _page(purse.street, "refund", purse.agreement_id, _slip(amount="500", voucher_no="TK-1")) == "302"


def test_the_voucher_is_kept_as_a_file_and_both_sides_may_have_it(purse: Purse) -> None:
    made = purse.pay(voucher("5"))
    for actor in (purse.firm, purse.street):
        answer = Browser(actor).ask(reverse("funds:voucher", args=[made]))
        assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "query", "shown"),
    [
        ("dues", "", 2), ("dues", "?due=late", 2), ("dues", "?due=soon", 0), ("dues", "?due=settled", 0),
        ("dues", "?due=part", 1), ("dues", "?kind=archive", 1), ("dues", "?text=0001", 2), ("dues", "?text=9999", 0),
        ("dues", "?sort=-amount", 2), ("dues", "?sort=state", 2),
        ("payments", "", 1), ("payments", "?state=noted", 1), ("payments", "?flow=refund", 0),
        ("payments", "?turn=others", 1), ("payments", "?text=HD-1", 1), ("payments", "?sort=-amount", 1),
    ],
)  # fmt: skip
def test_lists_are_filtered_and_sorted(purse: Purse, name: str, query: str, shown: int) -> None:
    purse.pay(voucher("100"))
    page = _page(purse.firm, name, query=query)
    body = page.split("<tbody", 1)[1].split("</tbody>", 1)[0] if "<tbody" in page else ""
    assert body.count("<tr") == shown


def test_today_counts_what_its_lists_show(purse: Purse) -> None:
    purse.pay(voucher("100"))
    for actor, words in ((purse.firm, "已逾期未付的移交经费"), (purse.street, "等待本方确认到账的款项")):
        with acting(actor):
            entries = {one.label: one for one in today_entries(actor, TODAY)}
        assert entries[words].count == 1
    assert today_entries(purse.talks.scene.community, TODAY) == []


def test_the_ledger_of_the_agreement_leads_to_the_money(purse: Purse) -> None:
    purse.pay(voucher("100"))
    answer = Browser(purse.street).ask(reverse("agreements:agreement", args=[purse.agreement_id]))
    page = unescape(text_of(answer))
    assert "移交经费：已送出，待接收" in page and "确认到账或退回" in page and "付款安排" in page
    assert reverse("funds:agreement", args=[purse.agreement_id]) in page


def _lock(purse: Purse, number: int) -> dict[str, Any]:
    return {"lock_version": purse.row(number).lock_version}
