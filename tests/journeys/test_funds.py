"""The money of one agreement between an enterprise and its street: paid, sent back, noted anew, corrected, paid back."""

from __future__ import annotations

import pytest

from tests.journeys.agreed import SCAN, TODAY, Sides, Wanted, agree, confirm, pay
from tests.journeys.conftest import Arrive
from tests.journeys.walk import OFFICE, PHONE, Visit

pytestmark = pytest.mark.journey
WANTED = Wanted(
    {"people": "5", "party_members": "1", "archives": "5", "amount": "1000"}, "本季度移交的五名退休人员", "岳人社备〔2026〕92号",
    (("管理服务经费", "700", "2026-06-30"), ("档案整理和数字化经费", "300", "2030-06-30")),
)  # fmt: skip


def test_money_is_paid_sent_back_corrected_and_paid_back_until_nothing_is_open(arrive: Arrive) -> None:
    firm, street = arrive("qiye.chen"), arrive("jiedao.peng")
    agreement = agree(Sides(firm, street, arrive("qu.xiao")), WANTED)
    firm.go(agreement)
    firm.look()
    firm.click("移交经费")
    firm.says("未平事项", "管理服务经费未付 700.00 元", "已逾期")
    firm.look("funds-open")
    pay(firm, agreement, "HD-ZF-1", "funds-note")
    money = firm.address()
    _is_sent_back(street, money)
    _is_noted_anew(firm, money)
    street.go(money)
    street.look()
    confirm(street, 2, "funds-confirm")
    _is_corrected(firm, street, money)
    _is_paid_back(firm, street, money)
    _is_withdrawn(firm, agreement, money)
    _is_listed(firm, street, agreement)


def _is_sent_back(street: Visit, money: str) -> None:
    street.go(money)
    street.look()
    street.follow(street.page.locator("#payment-1").get_by_role("link", name="退回"))
    street.page.get_by_label("其他（须说明）").check()
    street.send("退回")
    street.says("请写明退回原因")
    street.look("funds-send-back-error")
    street.page.get_by_label("凭证不清或凭证号不符").check()
    street.look("funds-send-back")
    street.send("退回")
    street.says("被退回")
    street.look()


def _is_noted_anew(firm: Visit, money: str) -> None:
    firm.go(money)
    firm.look("funds-returned")
    firm.follow(firm.page.locator("#payment-1").get_by_role("link", name="重新登记"))
    firm.page.fill("[name=voucher_no]", "HD-ZF-1A")
    firm.page.set_input_files("input[type=file]", [SCAN])
    firm.look("funds-renew")
    firm.send("重新登记")
    firm.says("代替被退回的第 1 笔")
    firm.look()


def _is_corrected(firm: Visit, street: Visit, money: str) -> None:
    street.follow(street.page.locator("#payment-2").get_by_role("link", name="更正"))
    street.page.fill("[name=amount]", "800")
    street.page.set_input_files("input[type=file]", [SCAN])
    street.page.fill("[name=remark]", "实际到账 800 元，登记少写 100 元")
    street.look("funds-correct")
    street.send("提交更正")
    street.says("已提交更正")
    street.look()
    firm.go(money)
    firm.look()
    confirm(firm, 3, "funds-correction-confirm")
    firm.says("管理服务经费多付 100.00 元")
    firm.look("funds-beyond")


def _is_paid_back(firm: Visit, street: Visit, money: str) -> None:
    street.go(money)
    street.look()
    street.click("登记退款")
    assert street.page.locator("[name=amount]").input_value() == "100.00"
    street.page.fill("[name=paid_on]", TODAY)
    street.page.fill("[name=voucher_no]", "TK-ZF-1")
    street.page.set_input_files("input[type=file]", [SCAN])
    street.look("funds-refund")
    street.send("登记")
    street.says("等待企业确认收到退款")
    street.look()
    firm.go(money)
    firm.look()
    confirm(firm, 4)


def _is_withdrawn(firm: Visit, agreement: str, money: str) -> None:
    pay(firm, agreement, "HD-ZF-2")
    firm.page.locator("#payment-5").get_by_role("button", name="撤回登记").click()
    firm.look("funds-withdraw-asks")
    firm.send("撤回登记")
    firm.says("已撤回登记。")
    firm.look("funds-money")


def _is_listed(firm: Visit, street: Visit, agreement: str) -> None:
    firm.go(agreement)
    number = firm.page.locator("h1").inner_text().split()[0]
    firm.look()
    for visit, who in ((firm, "funds"), (street, "street-funds")):
        visit.go("/funds/")
        visit.look(who)
        visit.go(f"/funds/payments/?text={number}&size=100")
        visit.says("TK-ZF-1", "HD-ZF-1A")
        visit.look(f"{who}-payments")
    firm.go("/funds/?text=没有这个编号")
    firm.says("没有符合筛选条件的内容")
    firm.look("funds-empty")


@pytest.mark.parametrize(("name", "screen", "size"), [("phone", PHONE, "16"), ("largest", OFFICE, "30")])
def test_money_is_readable_on_a_phone_and_with_the_largest_type(
    arrive: Arrive, name: str, screen: tuple[int, int], size: str
) -> None:
    visit = arrive("jiedao.peng", screen)
    visit.go("/appearance/")
    visit.page.locator(f"input[name=type_size][value='{size}']").check()
    visit.send("保存")
    visit.look()
    for path, picture in (("/funds/", f"{name}-funds"), ("/funds/payments/", f"{name}-funds-payments")):
        visit.go(path)
        visit.look(picture)
    visit.follow(visit.page.locator("tbody a").first)
    visit.look(f"{name}-funds-agreement")
