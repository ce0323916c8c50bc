"""养老保险关系, the archive and party dues on a phone: for oneself, and by a daughter whom her father lets act."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.site import Site
from tests.journeys.test_portal import LOOKS, Person, _with_type, comes_in
from tests.journeys.walk import PHONE, Visit
from yinqiao.platform.invoices.tests.invoices import FINANCE

pytestmark = pytest.mark.journey
# Somebody near by whom no other walk meets is the person of an archive and of an account that owes.
FATHER = """
import django; django.setup()
from collections import Counter
from django.utils import timezone
from yinqiao.areas.archives.models import Archive
from yinqiao.areas.dues.models import Account
from yinqiao.areas.dues.queries import list_accounts
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.shell.demo.cast import CAST, NEAR
with acting(Actor.system("test")):
    everybody = Scope.everything()
    near = people_within(scope=everybody).filter(status="managed", place_no=places().by_code[NEAR].place_no)
    rows = list(near.exclude(name__in=[one.name for one in CAST]).order_by("-born_on", "id"))
    known = [(row, facts.get("phone")) for row, facts in zip(rows, facts_of(rows))]
    often = Counter(phone for _, phone in known)
    alone = [(row, phone) for row, phone in known if phone and often[phone] == 1]
    row, phone = alone[-{no}]
    owing = list_accounts(scope=everybody, today=timezone.localdate(), wanted="owing").filter(standing__owed_months__lte=6)
    Account.objects.filter(pk=owing.order_by("member_id")[{no}].pk).update(retiree_id=row.pk)
    kept = Archive.objects.filter(state="received").exclude(archive_no="XY-0001").order_by("archive_no")[{no}]
    Archive.objects.filter(pk=kept.pk).update(retiree_id=row.pk, entry_id=row.pk)
    print(row.name, phone, kept.archive_no, row.pk, sep=",")
"""


def _finds_out(visit: Visit, look: str, whose: str) -> None:
    """Which of three things is needed: two questions, one a page."""
    visit.go("/my/apply/")
    visit.look()
    visit.click(re.compile("养老保险关系，转不转"))
    visit.look(f"{look}-pension-first")
    visit.send("下一步")
    visit.says("请选一个")
    visit.look()
    visit.page.get_by_label("是，已经按月领取").check()
    visit.send("下一步")
    visit.says("有没有漏掉")
    visit.look(f"{look}-pension-second")
    visit.page.get_by_label("没有，或者不需要").check()
    visit.send("下一步")
    visit.says("不再转移", "社区不收银行账号", *(() if whose == "own" else ("没有授权您代办",)))
    visit.look(f"{look}-pension-drawing")
    visit.click("再答一次")
    visit.look()
    visit.page.get_by_label("没有，还没有开始按月领取").check()
    visit.send("下一步")
    visit.says("可以转移养老保险关系")
    visit.look(f"{look}-pension-transfer")
    visit.click(re.compile("申请转移养老保险关系"))
    visit.look()


def _fills_in(visit: Visit, look: str) -> None:
    """One field a page, to the receipt."""
    page = visit.page
    visit.click(re.compile("开始填"))
    visit.look()
    page.get_by_label("没有，还没有开始按月领取").check()
    visit.send("下一步")
    for text in ("衡阳市", "长沙市"):
        visit.look()
        page.locator("main textarea, main input[type=text]").first.fill(text)
        visit.send("下一步")
    visit.look()
    page.locator("main textarea").fill("长沙市 2001年1月至2012年12月；株洲市 干了九年")
    visit.send("下一步")
    visit.look()
    page.locator("#id_phone").fill("13900001234")
    visit.send("下一步")
    visit.look()
    visit.send("下一步")
    visit.look()
    visit.send("没有错，交给社区")
    visit.says("看不明白")
    visit.look(f"{look}-pension-unclear")
    visit.go("/my/apply/pension_transfer/page/stays/")
    visit.look()
    page.locator("main textarea").fill("长沙市 2001年1月至2012年12月；株洲市 2013年1月至2015年12月")
    for _ in range(3):
        visit.send("下一步")
        visit.look()
    visit.send("没有错，交给社区")
    visit.says("办件编号")
    visit.look(f"{look}-pension-receipt")


@pytest.mark.parametrize("look", ["phone", "phone-largest"])
def test_a_retiree_finds_out_what_is_needed_and_applies_for_a_transfer(arrive: Arrive, site: Site, look: str) -> None:
    size, letters = LOOKS[look]
    name, phone, _, pk = site.run(FATHER.format(no=2 + list(LOOKS).index(look))).strip().split(",")
    visit = arrive(size=size)
    _with_type(visit, letters)
    comes_in(visit, Person(name, phone, "", pk))
    visit.look()
    _finds_out(visit, look, "own")
    _fills_in(visit, look)


def _is_let(father: Visit, phone: str) -> None:
    """He says which matters, on his own phone."""
    father.click("请家人代办")
    father.look()
    father.click("请一位家人代办")
    for name, text in (("name", "王小妹"), ("relation", "女儿"), ("phone", phone)):
        father.page.locator(f"#id_{name}").fill(text)
    for words in ("养老保险关系转移", "材料只给本人看", "家人看得到每一笔"):
        father.page.get_by_label(re.compile(words)).check()
    father.look("authorise-three")
    father.send("同意授权")
    father.says("女儿 王小妹", "交党费")
    father.look()


def _asks_of_the_archive(daughter: Visit, number: str) -> None:
    daughter.go("/my/")
    daughter.look("daughter-three")
    daughter.click("长辈的档案")
    daughter.says(number, "只有长辈本人登录能看")
    daughter.look("daughter-archive")
    daughter.click("申请看里面的材料")
    daughter.look()
    daughter.page.get_by_label("要哪些材料，做什么用").fill("履历表，核对工龄")
    daughter.send("提交")
    daughter.says("待答复", "女儿 王小妹 代办")
    daughter.look("daughter-archive-asked")


def _pays(daughter: Visit) -> None:
    daughter.go("/my/")
    daughter.look()
    daughter.click("长辈的党费")
    daughter.says("长辈还有")
    daughter.look("daughter-dues")
    daughter.page.locator("form button.button").click()
    daughter.says("请用微信扫这个码付款")
    daughter.look("daughter-dues-order")
    daughter.click("演示替身")
    daughter.look()
    daughter.send("模拟付款")
    daughter.says("党费收到了")
    daughter.look("daughter-dues-paid")


def test_a_daughter_does_three_things_for_her_father(arrive: Arrive, site: Site) -> None:
    name, phone, number, pk = site.run(FATHER.format(no=4)).strip().split(",")
    own = arrive(size=PHONE)
    comes_in(own, Person(name, phone, "", pk))
    own.look()
    _is_let(own, "13900008853")
    daughter = arrive(size=PHONE)
    comes_in(daughter, Person("王小妹", "13900008853", "", ""))
    daughter.role = "proxy"
    daughter.says("您在替")
    daughter.look()
    _finds_out(daughter, "daughter", "other")
    _fills_in(daughter, "daughter")
    _asks_of_the_archive(daughter, number)
    _pays(daughter)


def _asks_about_the_pension(officer: Visit, person: str) -> None:
    """Which of three things is needed, and the transfer applied for, all on the telephone of the officer."""
    page = officer.page
    officer.go(f"/services/pension-relation/people/{person}/")
    officer.look("door-pension")
    page.locator("[name=drawing][value=no]").check()
    officer.send("看看办哪一件")
    officer.look("door-pension-transfer")
    officer.click("申请养老保险关系转移")
    page.locator("[name=drawing][value=no]").check()
    page.get_by_label(re.compile("^户籍所在地")).fill("衡阳市")
    page.get_by_label(re.compile("^转入地")).fill("长沙市")
    page.get_by_label(re.compile("^联系电话")).fill("13900001234")
    page.get_by_label(re.compile("^参保缴费的时段")).fill("长沙市 1990年1月至2000年12月")
    officer.look("door-pension-apply")
    officer.send("提交申请")
    officer.says("养老金将由")
    officer.look("door-pension-case")


def _hands_in_an_invoice(officer: Visit, person: str) -> None:
    page = officer.page
    officer.go(f"/services/people/{person}/medical_reimbursement/")
    officer.look("door-reimbursement")
    page.locator("[name=reason][value=away]").check()
    page.locator("[name=pay_to][value=social_card]").check()
    page.get_by_label(re.compile("^联系电话")).fill("13900004321")
    officer.send("提交申请")
    officer.says("至少登记一张才能受理")
    officer.look()
    officer.click("登记票据")
    day = (datetime.now(UTC) - timedelta(days=12)).strftime("%Y%m%d")
    content = FINANCE.replace("20260210", day).replace("0012345678", "0077665544").encode()
    page.locator("input[type=file]").set_input_files(
        [{"name": "票据.xml", "mimeType": "application/octet-stream", "buffer": content}]
    )
    page.locator("[name=care][value=outpatient]").check()
    page.locator("[name=level][value=third]").check()
    officer.look("door-invoice")
    officer.send("保存票据")
    officer.says("预估可以报销")
    officer.look("door-invoice-added")


def _certifies(officer: Visit, person: str) -> None:
    officer.go(f"/people/{person}/")
    officer.look()
    officer.click("登记认证")
    officer.page.get_by_label("上门认证").check()
    officer.page.fill("[name=mandate_no]", "长社险委〔2026〕3号")
    officer.look("door-certify")
    officer.send("登记认证")
    officer.says("已登记认证", "上门认证，家中")
    officer.look("door-certified")


def test_an_officer_at_the_door_asks_about_the_pension_hands_in_an_invoice_and_certifies(
    arrive: Arrive, site: Site
) -> None:
    _, _, _, person = site.run(FATHER.format(no=6)).strip().split(",")
    officer = arrive("shequ.li", PHONE)
    _asks_about_the_pension(officer, person)
    _hands_in_an_invoice(officer, person)
    _certifies(officer, person)


def test_an_officer_at_the_door_does_it_for_somebody_without_a_phone(arrive: Arrive, site: Site) -> None:
    _, _, number, pk = site.run(FATHER.format(no=5)).strip().split(",")
    officer = arrive("shequ.li", PHONE)
    officer.go(f"/people/{pk}/")
    officer.says(number, "代为申请材料")
    officer.look()
    officer.click("代为申请材料")
    officer.look("door-archive")
    officer.send("提交申请")
    officer.says("没有同意的不能代为申请")
    officer.look("door-archive-error")
    officer.page.get_by_label("当面口头同意").check()
    officer.page.get_by_label(re.compile("要哪些材料")).fill("招工表，办理工龄核对用")
    officer.send("提交申请")
    officer.says("已提交给保管档案的单位")
    officer.look("door-archive-asked")
    officer.go(f"/certificates/people/{pk}/managed/")
    officer.look("door-certificate")
    officer.page.get_by_label("申请社区养老服务").check()
    officer.send("开具")
    officer.says("已开具", "有效")
    officer.look("door-certificate-issued")
    street = arrive("jiedao.peng", PHONE)
    street.go("/dues/?state=owing")
    street.look()
    street.follow(street.page.locator("table tbody a").last)
    street.look("door-dues")
    street.go(f"{street.address()}take/")
    street.look("door-dues-take")
    street.send("收款")
    street.says("已收款")
    street.look("door-dues-taken")
