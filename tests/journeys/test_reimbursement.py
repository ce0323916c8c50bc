"""医疗费用报销: invoices at the counter, read and typed, once in the city; medical insurance tells what it pays and when."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.test_pension import PERSON
from tests.journeys.walk import OFFICE, PHONE, Visit
from yinqiao.platform.invoices.tests.invoices import FINANCE

pytestmark = pytest.mark.journey
TYPE = "cn.yinqiao.medical.reimbursed.v1"


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _invoice() -> bytes:
    """An invoice of ten days ago."""
    day = (datetime.now(UTC) - timedelta(days=10)).strftime("%Y%m%d")
    return FINANCE.replace("20260210", day).encode()


def _applies(officer: Visit, person: str) -> str:
    page = officer.page
    officer.go(f"/services/people/{person}/medical_reimbursement/")
    officer.look("reimbursement-apply")
    page.locator("[name=reason][value=away]").check()
    page.locator("[name=pay_to][value=social_card]").check()
    page.get_by_label(re.compile("^联系电话")).fill("13900004321")
    officer.send("提交申请")
    officer.says("还没有登记票据", "至少登记一张才能受理")
    officer.look("reimbursement-empty")
    return officer.address()


def _chooses(officer: Visit, content: bytes, name: str) -> None:
    officer.page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": "application/octet-stream", "buffer": content}]
    )


def _adds(officer: Visit, case: str) -> None:
    page = officer.page
    officer.click("登记票据")
    officer.look("invoice-add")
    _chooses(officer, b"<broken>", "票据.xml")
    page.locator("[name=care][value=outpatient]").check()
    page.locator("[name=level][value=third]").check()
    officer.send("保存票据")
    officer.says("票据文件无法打开")
    officer.look("invoice-error")
    _chooses(officer, _invoice(), "票据.xml")
    officer.send("保存票据")
    officer.says("预估可以报销", "1,256.80", "示例市第一人民医院", "起付标准 300.00 元", "按 65% 为 585.00 元")
    officer.look("invoice-added")
    officer.click("登记票据")
    page.locator("[name=care][value=inpatient]").check()
    page.locator("[name=level][value=third]").check()
    page.get_by_label(re.compile("^票据代码")).fill("43060126")
    page.get_by_label(re.compile("^票据号码")).fill("0012345678")
    page.get_by_label(re.compile("^票据金额")).fill("12345.60")
    page.get_by_label(re.compile("^医疗机构", re.MULTILINE)).last.fill("示例市中心医院")
    page.get_by_label(re.compile("^就医开始")).fill((datetime.now(UTC) - timedelta(days=30)).date().isoformat())
    page.get_by_label(re.compile("^就医结束")).fill((datetime.now(UTC) - timedelta(days=20)).date().isoformat())
    officer.send("保存票据")
    officer.says("这张票据已在本市的报销申请中登记过")
    officer.look("invoice-twice")
    page.get_by_label(re.compile("^票据号码")).fill("0098765432")
    officer.send("保存票据")
    officer.says("票据 2 张", "预估可以报销", "以医保经办机构的决定为准")
    officer.look("reimbursement-estimate")
    officer.follow(page.get_by_role("button", name=re.compile("^移除")).first)
    officer.says("移除这张票据")
    officer.look("invoice-remove-asks")
    officer.go(case)


def _is_accepted(officer: Visit, case: str) -> None:
    officer.click("受理")
    officer.look()
    for code in ("id_card", "invoices", "fee_list", "for_the_agency"):
        officer.page.locator(f"[name=materials][value={code}]").check()
    officer.send("受理")
    officer.says("这一环节由医保经办机构办理")
    officer.look("reimbursement-accepted")
    officer.click("打印申报表")
    officer.look("reimbursement-form")
    officer.go(case)


def _is_decided(office: Visit, name: str, number: str) -> None:
    page = office.page
    office.go(f"/department/tell/?type={TYPE}")
    office.look()
    page.get_by_label(re.compile("^身份证号")).fill(number)
    page.get_by_label(re.compile("^姓名")).fill(name)
    page.locator("[name=outcome]").select_option("granted")
    page.get_by_label(re.compile("^决定日期")).fill(_today())
    page.get_by_label(re.compile("^决定书名称及编号")).fill("医保核〔2026〕7号")
    page.get_by_label(re.compile("^核定报销的金额")).fill("10575.00")
    page.get_by_label(re.compile("^发放日期")).fill((datetime.now(UTC) + timedelta(days=15)).date().isoformat())
    office.look("reimbursement-tell")
    office.send("报送")
    office.says("确认报送", "申请人看到金额、发放日期或理由")
    office.look("reimbursement-tell-asks")
    office.send("确认报送")
    office.says("已采用")
    office.look("reimbursement-told")


def test_invoices_are_handed_in_once_and_decided_by_medical_insurance(arrive: Arrive) -> None:
    officer, office = arrive("shequ.li"), arrive("yibao.fang")
    name, number, person, _ = officer.site.run(PERSON.replace("[8]", "[9]")).strip().split(",")
    case = _applies(officer, person)
    _adds(officer, case)
    _is_accepted(officer, case)
    _is_decided(office, name, number)
    officer.go(case)
    officer.says("已办结", "核定报销 10,575.00 元")
    officer.look("reimbursement-done")
    for look in ("phone", "phone-largest", "largest"):
        seen = arrive("shequ.li", PHONE if look.startswith("phone") else OFFICE)
        if look.endswith("largest"):
            seen.go("/appearance/")
            seen.page.locator("input[name=type_size][value='30']").check()
            seen.send("保存")
            seen.look()
        seen.go(case)
        seen.look(f"{look}-reimbursement-done")
