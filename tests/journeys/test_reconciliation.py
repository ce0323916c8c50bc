"""党费对账: the city compares the provider's bill, a street its bank's; two people settle a difference, two give money back."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from tests.journeys.conftest import Arrive
from tests.journeys.walk import OFFICE, PHONE, Visit
from yinqiao.areas.reconciliation.tests.statements import paid, wechat

pytestmark = pytest.mark.journey
# Somebody of the street pays twice by phone, and a third time of which no notice came; and once into the bank.
PAYS = """
import django; django.setup()
from datetime import timedelta
from django.conf import settings
from django.utils import timezone
from yinqiao.areas.dues import services
from yinqiao.areas.dues.models import Order, Payment
from yinqiao.areas.dues.queries import list_accounts
from yinqiao.areas.dues.types import Method, Payer, Slip
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.payments import Order as Placed, find_paid, place_order
from yinqiao.platform.payments.standin import StandIn
now, system = timezone.now(), Actor.system("test")
street = next(one for one in places().by_no.values() if one.name == "岳麓街道")
with acting(system):
    found = list_accounts(scope=Scope.place(street.place_no, street.place_end, ""), today=timezone.localdate(), wanted="owing")
    account = found.filter(standing__owed_months__lte=6).first()
    for number in ("DFWALK1", "DFWALK2", "DFWALK3"):
        Order.objects.create(
            account_id=account.pk, place_no=account.place_no, number=number, fen=700, asked_at=now,
            expires_at=now + timedelta(minutes=30), state="open", code_url="x",
        )
for number in ("DFWALK1", "DFWALK2", "DFWALK3"):
    place_order(Placed(number, 700, "x", now, "https://city.example/"), at=now)
    StandIn(settings.PAYMENTS_STANDIN).pay(number, at=now)
for number in ("DFWALK1", "DFWALK2"):
    services.settle(actor=system, at=now, paid=find_paid(number, at=now))
slip = Slip(Method.BANK, Payer.SELF, timezone.localdate(), {account.pk: 100})
receipt = services.take_payment(actor=system, at=now, slip=slip)
with acting(system):
    print(Order.objects.get(number="DFWALK2").payment_id, Payment.objects.get(pk=receipt).receipt_no)
"""


@pytest.fixture
def told(arrive: Arrive) -> tuple[str, str]:
    """The payment that was one too many, and the receipt of what came into the bank."""
    payment_id, receipt = arrive().site.run(PAYS).split()
    return payment_id, receipt


def _uploads(visit: Visit, kind: str, content: bytes) -> None:
    visit.go("/reconciliation/upload/")
    visit.look()
    if kind == "wechat":
        visit.page.get_by_label("微信支付交易账单").check()
    else:
        visit.page.get_by_label("银行对账单").check()
    visit.page.set_input_files(
        "[name=file]", {"name": "账单.csv", "mimeType": "text/csv", "buffer": content}
    )  # fmt: skip
    visit.send("上传并核对")


def test_bills_are_compared_differences_settled_and_a_double_payment_given_back(
    arrive: Arrive, told: tuple[str, str]
) -> None:
    payment_id, receipt = told
    today = timezone.localdate()
    city = arrive("shi.huang")
    city.go("/reconciliation/")
    city.look("reconciliation")
    lines = [paid(number, 700, today) for number in ("DFWALK1", "DFWALK2", "DFWALK3")] + [paid("SHOP1", 800, today)]
    _uploads(city, "wechat", wechat(*lines, off=1))
    city.says("第 7 行", "没有登记任何内容")
    city.look("reconciliation-upload-error")
    _uploads(city, "wechat", wechat(*lines))
    city.says("已逐行核对", "账上没有入账")
    city.look("reconciliation-statement")
    _asks_and_settles(city, city.address().split("?")[0])
    street, district = arrive("jiedao.peng"), arrive("qu.xiao")
    _settles_by_two(street, district, receipt, today)
    _removes(street, district)
    _gives_back(street, district, payment_id)


def _asks_and_settles(city: Visit, statement: str) -> None:
    city.go(f"{statement}?found=unbooked")
    city.look()
    city.follow(city.page.locator("table tbody a", has_text="处理").first)
    city.look("reconciliation-unbooked")
    city.send("向支付平台查询并入账")
    city.says("已补记入账")
    city.look("reconciliation-asked")
    city.go(f"{statement}?found=unknown")
    city.look()
    city.follow(city.page.locator("table tbody a", has_text="处理").first)
    city.page.get_by_label("不是党费").check()
    city.page.fill("[name=words]", "商户账户的其他业务")
    city.look("reconciliation-settle")
    city.send("提交")
    city.says("已处理")
    city.look()
    city.send("重新核对")
    city.look()


def _settles_by_two(street: Visit, district: Visit, receipt: str, today: date) -> None:
    street.go("/reconciliation/headers/")
    street.page.fill("[name=header]", "哪一天")
    street.page.select_option("[name=field]", "on_day")
    street.send("记住")
    street.look("reconciliation-headers")
    bank = f"哪一天,摘要,贷方发生额,借方发生额,余额\n{today:%Y%m%d},{receipt} 党费,0.90,,500.90\n"
    _uploads(street, "bank", bank.encode("gb18030"))
    street.says("金额不一致", "期初就有的差额")
    street.look("reconciliation-bank")
    street.go(f"{street.address().split('?')[0]}?found=differs")
    street.look()
    street.follow(street.page.locator("table tbody a", has_text="处理").first)
    street.page.get_by_label("已在党费账上更正").check()
    street.page.fill("[name=words]", "收据金额已按回单更正")
    street.look()
    street.send("提交")
    street.says("等待另一位同志复核")
    street.look("reconciliation-proposed")
    district.go(street.address())
    district.look()
    district.follow(district.page.locator("table tbody a", has_text="复核").first)
    district.page.get_by_label("同意", exact=True).check()
    district.look("reconciliation-confirm")
    district.send("提交")
    district.says("已复核")
    district.look("reconciliation-confirmed")


def _removes(street: Visit, district: Visit) -> None:
    """The statement was of another account: two people take it out again, and it stays named."""
    street.go(street.address().split("?")[0])
    street.look()
    street.click("撤销")
    street.says("须由另一位同志复核", "收据金额已按回单更正")
    street.page.fill("[name=words]", "传成了工会账户的对账单")
    street.look("reconciliation-remove")
    street.send("提出撤销")
    street.says("等待另一位同志复核", "传成了工会账户的对账单")
    street.look("reconciliation-removal-waits")
    district.go(street.address())
    district.look()
    district.click("复核撤销")
    district.page.get_by_label("同意撤销").check()
    district.look("reconciliation-removal")
    district.send("提交")
    district.says("这份对账单不再参加核对", "收据金额已按回单更正")
    district.look("reconciliation-removed")


def _gives_back(street: Visit, district: Visit, payment_id: str) -> None:
    street.go(f"/dues/payments/{payment_id}/")
    street.look()
    street.click("退款")
    street.page.fill("[name=reason]", "重复交费")
    street.look("dues-give-back")
    street.send("提请")
    street.says("等待另一位同志复核")
    street.look("dues-refund-waiting")
    district.go("/dues/refunds/?state=proposed")
    district.look("dues-refunds")
    district.follow(district.page.locator("table tbody a").first)
    district.page.get_by_label("同意退款").check()
    district.look("dues-refund-answer")
    district.send("提交")
    district.says("已复核")
    district.look("dues-refund")
    district.send("查询结果")
    district.says("支付平台")
    district.look()
    if district.page.get_by_role("button", name="查询结果").count():
        # The stand-in takes two seconds to give money back.
        district.page.wait_for_timeout(2500)
        district.send("查询结果")
    district.says("已退到付款账户")
    district.look("dues-refund-done")
    district.click("退款凭证")
    district.look("dues-refund-paper")


@pytest.mark.parametrize(
    ("name", "screen", "size"), [("phone", PHONE, "16"), ("phone-largest", PHONE, "30"), ("largest", OFFICE, "30")]
)
def test_a_statement_is_readable_on_a_phone_and_with_the_largest_type(
    arrive: Arrive, name: str, screen: tuple[int, int], size: str
) -> None:
    visit = arrive("jiedao.peng", screen)
    visit.go("/appearance/")
    visit.page.locator(f"input[name=type_size][value='{size}']").check()
    visit.send("保存")
    visit.look()
    bank = "交易日期,摘要,收入,支出,余额\n20260302,第一季度结息,3.21,,503.21\n20260303,跨行手续费,,1.00,502.21\n"
    _uploads(visit, "bank", bank.encode())
    visit.look(f"{name}-reconciliation-statement")
    visit.follow(visit.page.locator("table tbody a", has_text="处理").first)
    visit.look(f"{name}-reconciliation-settle")
    visit.click("返回，不做改动")
    visit.look()
    visit.click("撤销")
    visit.look(f"{name}-reconciliation-remove")
