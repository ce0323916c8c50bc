"""An office with nothing but Excel sends the month's file: checked, looked at, taken in, receipts handed back, taken back."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.walk import OFFICE, PHONE, Visit

pytestmark = pytest.mark.journey
TYPES = (
    "cn.yinqiao.person.death.v1", "cn.yinqiao.person.alive.v1", "cn.yinqiao.certification.result.v1",
    "cn.yinqiao.pension.suspended.v1", "cn.yinqiao.person.phone.v1",
)  # fmt: skip
# Three people of the community near by whom no other walk meets.
PEOPLE = """
import django; django.setup()
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.shell.demo.cast import CAST, CAST_USERS
near = next(one.division for one in CAST_USERS if one.username == "shequ.li")
with acting(Actor.system("test")):
    people = people_within(scope=Scope.everything()).filter(status="managed", place_no=places().by_code[near].place_no)
    rows = list(people.exclude(name__in=[one.name for one in CAST]).order_by("-born_on", "id")[2:5])
    print("|".join(f"{one.name},{facts['id_no']}" for one, facts in zip(rows, facts_of(rows))))
"""


def _registers(city: Visit) -> None:
    city.go("/inward/sources/new/")
    city.look()
    page = city.page
    page.get_by_label(re.compile("^单位名称")).fill("市人社局养老待遇处")
    page.get_by_label(re.compile("^类别")).select_option("human_resources")
    page.get_by_label(re.compile("^来源标识")).fill("renshe-yanglao")
    for kind in TYPES:
        page.locator(f"[name=types][value='{kind}']").check()
    page.get_by_label(re.compile("^依据文件")).fill("社会保险经办条例（国务院令第765号）")
    page.get_by_label(re.compile("^条款")).fill("第二十五条")
    page.get_by_label(re.compile("^依据起始日期")).fill("2024-01-01")
    city.send("登记")
    city.look()


def _file(*people: str) -> bytes:
    day = (datetime.now(UTC) - timedelta(days=3)).date().isoformat()
    (first, number), (second, other), (third, last) = (one.split(",") for one in people)
    rows = (
        f"{number},{first},已认证,{day},刷脸", f"{other},{second},正常,,", f"{last},{third},死亡,{day},",
        "430999194806150024,司马查无,正常,,", f"{number[:-2]}00,{first},已认证,{day},", f"{other},{second},待定,,",
    )  # fmt: skip
    return ("公民身份号码,姓名,待遇状态,状态日期,认证渠道\n" + "\n".join(rows) + "\n").encode("gb18030")


def _uploads(city: Visit, content: bytes) -> str:
    city.go("/dropbox/?state=withdrawn")
    city.look("files-empty")
    city.click("上传报送文件")
    city.look("file-sources")
    city.click("市人社局养老待遇处")
    city.look("file-upload")
    with city.download():
        city.page.get_by_role("link", name="人员状态比对").first.click()
    page = city.page
    page.select_option("[name=kind]", "comparison")
    page.fill("[name=letter_no]", "长人社函〔2026〕12号")
    page.set_input_files("input[type=file]", [{"name": "比对.csv", "mimeType": "text/csv", "buffer": content}])
    city.send("上传并检查")
    city.says("函号和函件日期须一起填写")
    city.look("file-upload-error")
    page.fill("[name=letter_on]", "2026-03-01")
    page.set_input_files("input[type=file]", [{"name": "比对.csv", "mimeType": "text/csv", "buffer": content}])
    city.send("上传并检查")
    _settled(city)
    city.look("file-checked")
    return city.address()


def _settled(city: Visit) -> None:
    expect(city.page.locator("#findings-title")).to_be_visible(timeout=90_000)


def _looks_into(city: Visit, address: str) -> None:
    assert (city.figure("总行数"), city.figure("将采用"), city.figure("与登记一致")) == (6, 1, 1)
    assert (city.figure("有矛盾"), city.figure("需修改")) == (1, 2)
    city.go(f"{address}findings/")
    city.says("不是在世、已认证、死亡、暂停发放、恢复发放中的一种")
    city.look("file-findings")
    city.go(f"{address}lines/")
    city.says("仅有一个需核实的来源报告死亡")
    city.look("file-lines")
    city.go(f"{address}columns/")
    city.look("file-columns")
    city.go("/")
    city.says("待办理的报送文件")
    city.look()


def _takes(city: Visit, address: str) -> None:
    city.go(address)
    city.look()
    city.send("办理")
    city.look("file-take-asks")
    city.send("办理")
    expect(city.page.get_by_text("交给报送单位").first).to_be_visible(timeout=90_000)
    city.says("已办理", "长人社函〔2026〕12号")
    city.look("file-taken")
    for words in ("回执表", "签名清单", "下载批注文件"):
        with city.download():
            city.page.get_by_role("link", name=words).first.click()
    city.go(f"{address}lines/?outcome=applied")
    city.look()
    city.follow(city.page.locator("tbody a").first)
    city.says("签名回执", "长人社函〔2026〕12号")
    city.look()


def test_an_office_with_nothing_but_excel_sends_the_months_file(arrive: Arrive) -> None:
    city = arrive("shi.huang")
    people = city.site.run(PEOPLE).strip().split("|")
    _registers(city)
    address = _uploads(city, _file(*people))
    _looks_into(city, address)
    _takes(city, address)
    city.go(f"{address}withdraw/")
    city.look("file-withdraw")
    city.page.get_by_label(re.compile("^撤回原因")).fill("导出时间有误")
    city.send("撤回")
    expect(city.page.get_by_text("整份撤回：导出时间有误").first).to_be_visible(timeout=90_000)
    city.look("file-withdrawn")
    city.go(f"{address}lines/")
    city.look()
    city.go("/dropbox/sources/")
    city.click("市人社局养老待遇处")
    city.page.select_option("[name=kind]", "comparison")
    broken = {"name": "x.xlsx", "mimeType": "application/octet-stream", "buffer": b"PK\x03\x04broken"}
    city.page.set_input_files("input[type=file]", [broken])
    city.send("上传并检查")
    expect(city.page.get_by_text("检查没有完成，登记没有任何变化").first).to_be_visible(timeout=90_000)
    city.look("file-refused")
    city.go("/dropbox/")
    city.look("files")
    seen = arrive("shi.huang", PHONE)
    for page, name in (("/dropbox/", "phone-files"), (address, "phone-file"), (f"{address}lines/", "phone-file-lines")):
        seen.go(page)
        seen.look(name)


@pytest.mark.parametrize("look", ["phone-largest", "largest"])
def test_the_files_fit_in_the_largest_type(arrive: Arrive, look: str) -> None:
    city = arrive("shi.huang", PHONE if look.startswith("phone") else OFFICE)
    city.go("/appearance/")
    city.page.locator("input[name=type_size][value='30']").check()
    city.send("保存")
    city.look()
    city.go("/dropbox/")
    city.look(f"{look}-files")
    city.follow(city.page.locator("tbody a").last)
    city.look(f"{look}-file")
