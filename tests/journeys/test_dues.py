"""Party dues: a base told, cash taken and undone, less proposed and approved, money moved on; and a member pays by phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.test_portal import Person, comes_in
from tests.journeys.walk import OFFICE, PHONE, Visit

pytestmark = pytest.mark.journey
# Somebody who is looked after and has a phone of the own is the member of an account that owes; the phone is told.
MEMBER = """
import django; django.setup()
from collections import Counter
from django.utils import timezone
from yinqiao.areas.dues.models import Account
from yinqiao.areas.dues.queries import list_accounts
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.platform.access import Actor, Scope, acting
with acting(Actor.system("test")):
    everybody = Scope.everything()
    owing = list_accounts(scope=everybody, today=timezone.localdate(), wanted="owing").filter(standing__owed_months__lte=6).first()
    rows = list(people_within(scope=everybody).filter(status="managed").order_by("id"))
    phones = [facts.get("phone") for facts in facts_of(rows)]
    often = Counter(phones)
    row, phone = next((row, phone) for row, phone in zip(rows, phones) if phone and often[phone] == 1)
    Account.objects.filter(pk=owing.pk).update(retiree_id=row.pk)
    print(phone)
"""


def test_a_branch_collects_undoes_decides_and_moves_money_on(arrive: Arrive) -> None:
    street = arrive("jiedao.peng")
    street.go("/dues/")
    street.says("党费收缴", "本月应交")
    street.look("dues-month")
    street.send("更新应收")
    street.look()
    street.go("/dues/?state=owing")
    street.look()
    street.follow(street.page.locator("table tbody a").first)
    street.look("dues-account")
    account = street.address()
    _tells_a_base(street, account)
    _takes_and_undoes(street, account)
    _moves_on(street)
    _decides(street, arrive("qu.xiao"))
    street.go("/dues/year/")
    street.says("实收党费")
    street.look("dues-year")
    _uses(street)
    for page in ("decisions", "payments"):
        street.go(f"/dues/{page}/")
        street.look(f"dues-{page}")


def _uses(street: Visit) -> None:
    """What came back is noted, then what it was spent on; more than there is is refused; the sheet has both."""
    page = street.page
    street.go("/dues-use/")
    street.says("还没有登记")
    street.look("dues-use-empty")
    street.go("/dues-use/note/")
    page.locator("[name=purpose][value=received]").check()
    page.fill("[name=amount]", "800")
    page.fill("[name=voucher_no]", "拨2026-1")
    page.fill("[name=about]", "上年返还")
    street.look("dues-use-note")
    street.send("登记")
    street.says("已登记", "800.00")
    street.look()
    street.go("/dues-use/note/")
    page.locator("[name=purpose][value=hardship]").check()
    page.fill("[name=amount]", "900")
    page.fill("[name=voucher_no]", "票2026-1")
    page.fill("[name=about]", "补助困难党员2人")
    page.fill("[name=decided_on]", page.input_value("[name=used_on]"))
    street.send("登记")
    street.says("比可以使用的党费多")
    street.look("dues-use-error")
    page.fill("[name=amount]", "500")
    street.send("登记")
    street.says("300.00", "补助困难党员2人")
    street.look("dues-uses")
    street.follow(page.locator("tbody a", has_text="冲正").first)
    street.look("dues-use-reverse")
    street.go("/dues-use/year/")
    street.says("补助生活困难党员", "结余")
    street.look("dues-use-year")


def _tells_a_base(street: Visit, account: str) -> None:
    street.go(f"{account}base/")
    street.page.fill("[name=base]", "5000.01")
    street.page.fill("[name=evidence]", "养老金存折")
    street.send("核定")
    street.says("更改须写明原因")
    street.look("dues-base-error")
    street.page.fill("[name=reason]", "原来少报")
    street.send("核定")
    street.says("已核定", "多出一截", "冲正")
    street.look("dues-base")


def _takes_and_undoes(street: Visit, account: str) -> None:
    street.go(f"{account}take/")
    street.look("dues-take")
    street.send("收款")
    street.says("已收款", "为谁交纳")
    street.look("dues-payment")
    street.click("冲正")
    street.page.fill("[name=reason]", "收错人")
    street.look("dues-reverse")
    street.send("冲正")
    street.says("已冲正")
    street.look()
    street.go(f"{account}take/")
    street.look()
    street.send("收款")
    street.look()


def _moves_on(street: Visit) -> None:
    street.go("/dues/book/move/")
    street.page.fill("[name=fen]", "999999")
    street.page.fill("[name=voucher_no]", "存0001")
    street.send("登记")
    street.says("超过“库存现金”的余额")
    street.look("dues-move-error")
    street.go("/dues/book/")
    street.look("dues-book")


def _decides(street: Visit, district: Visit) -> None:
    district.go("/dues/decisions/?state=proposed")
    district.look()
    district.follow(district.page.locator("table tbody a").first)
    district.look()
    district.click("答复")
    district.page.get_by_label("批准", exact=True).check()
    district.look("dues-answer")
    district.send("提交")
    district.says("已答复", "已批准")
    district.look("dues-decided")


def test_a_member_pays_by_the_square_code_in_large_type(arrive: Arrive) -> None:
    visit = arrive(size=PHONE)
    phone = visit.site.run(MEMBER).strip()
    assert phone
    comes_in(visit, Person("", phone, "", ""))
    visit.look()
    visit.click("我的党费")
    visit.says("没有交")
    visit.look("phone-my-dues")
    visit.page.locator("form button.button").click()
    visit.says("请用微信扫这个码付款")
    visit.look("phone-my-dues-order")
    visit.send("我付好了，看一看")
    visit.says("还没有收到")
    visit.look()
    visit.click("演示替身")
    visit.look("phone-my-dues-stand-in")
    visit.send("模拟付款")
    visit.says("党费收到了")
    visit.look("phone-my-dues-paid")
    expect(visit.page.locator("main")).to_contain_text("收据")


@pytest.mark.parametrize(("name", "screen", "size"), [("phone", PHONE, "16"), ("largest", OFFICE, "30")])
def test_dues_are_readable_on_a_phone_and_with_the_largest_type(
    arrive: Arrive, name: str, screen: tuple[int, int], size: str
) -> None:
    visit = arrive("jiedao.peng", screen)
    visit.go("/appearance/")
    visit.page.locator(f"input[name=type_size][value='{size}']").check()
    visit.send("保存")
    visit.look()
    visit.go("/dues/")
    visit.look(f"{name}-dues-month")
    visit.follow(visit.page.locator("table tbody a").first)
    visit.look(f"{name}-dues-account")
