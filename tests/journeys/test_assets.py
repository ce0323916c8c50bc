"""An enterprise's premises from its list to their ends: surveyed by the street, one transferred, one shared, one sent back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.walk import PHONE, Visit

pytestmark = pytest.mark.journey
RECEIVER = "岳麓区 · 岳麓街道"
_HEADER = (
    "序号,资产编号,名称,类别,地址,建筑面积（平方米）,权属状况,产权证号,是否可分割,承担的职能,评估报告编号,评估基准日,"
    "评估价值（元）,拟移交方式,集团批复文号,批复日期,所在社区,备注\n"
)
_LINES = (
    "1,FW-{n}1,退休职工活动中心,活动场所,月华巷12号2楼,320.50,有产权证,湘（2019）长沙市不动产权第0000001号,是,无,评报字〔2026〕第018号,"
    "2026-03-31,1268000,无偿划转,湘机集团资〔2026〕15号,2026-04-20,,\n",
    "2,FW-{n}2,职工俱乐部棋牌室和乒乓球室,活动场所,月华巷14号1楼东侧,86,无产权证,,否,工会、老年大学,,,,共享,,,,白天由工会使用\n",
    "3,SB-{n}1,乒乓球台和音响设备,设备,月华巷14号1楼,,有产权证,,是,无,,,,无偿划转,湘机集团资〔2026〕15号,2026-04-20,,\n",
)


def _list(name: str, *, with_mistakes: bool = False) -> bytes:
    lines = "".join(_LINES).format(n=name)
    if with_mistakes:
        lines = lines.replace("320.50", "约320").replace(",是,无,评", ",否,无,评")
    return (_HEADER + lines).encode("utf-8-sig")


def _upload(firm: Visit, name: str, content: bytes) -> str:
    firm.go("/assets/lists/upload/")
    firm.look("asset-upload")
    firm.page.set_input_files("input[type=file]", [{"name": name, "mimeType": "text/csv", "buffer": content}])
    firm.send("上传并检查")
    expect(firm.page.locator("#findings-title")).to_be_visible(timeout=60_000)
    return firm.address()


def _submit(firm: Visit) -> None:
    firm.click("选择接收单位并提交")
    firm.page.fill("[name=place]", RECEIVER)
    firm.look("asset-submit")
    firm.send("提交")
    expect(firm.page.get_by_text("接收单位：")).to_be_visible(timeout=60_000)


def test_a_list_is_checked_offered_and_taken_back(arrive: Arrive) -> None:
    firm = arrive("qiye.chen")
    firm.go("/assets/lists/")
    firm.look("asset-lists")
    with firm.download():
        firm.page.get_by_role("link", name="模板").first.click()
    address = _upload(firm, "资产一.csv", _list("A", with_mistakes=True))
    firm.says("清单项数", "需修改", "没有建筑面积", "仍承担其他职能")
    firm.look("asset-report")
    assert firm.figure("可提交") == 2
    for page, picture in (("findings/", "asset-findings"), ("rows/", "asset-rows"), ("header/", "asset-header")):
        firm.go(address + page)
        firm.look(picture)
    firm.go(address)
    firm.look()
    expect(firm.page.get_by_role("link", name="下载批注清单")).to_be_visible(timeout=60_000)
    with firm.download():
        firm.page.get_by_role("link", name="下载批注清单").click()
    firm.send("重新检查")
    expect(firm.page.locator("#findings-title")).to_be_visible(timeout=60_000)
    firm.look()
    _submit(firm)
    firm.look("asset-submitted")
    firm.click("撤回整批")
    firm.page.fill("[name=reason]", "清单版本有误")
    firm.look("asset-undo")
    firm.send("撤回整批")
    expect(firm.page.get_by_text("资产仍由本单位管理使用")).to_be_visible(timeout=60_000)
    firm.look("asset-undone")
    _upload(firm, "资产二.csv", _list("B"))
    firm.look()
    firm.send("放弃这一批")
    firm.look()
    firm.send("放弃这一批")
    firm.says("已放弃")
    firm.look()


def _open(visit: Visit, number: str) -> None:
    visit.go(f"/assets/?asset_no={number}")
    visit.look()
    visit.follow(visit.page.locator("tbody a").first)


def _survey(street: Visit, number: str, area: str = "", note: str = "", *, is_separable: bool = True) -> None:
    _open(street, number)
    street.look()
    street.click("现场核实")
    if area:
        street.page.fill("[name=area]", area)
    street.page.check("[name=condition][value=good]")
    street.page.check(f"[name=is_separable][value={'yes' if is_separable else 'no'}]")
    street.page.fill("[name=note]", note)
    street.look("asset-survey")
    street.send("保存核实结果")
    street.says("核实结果已登记")


def _step(visit: Visit, asset_no: str, name: str, picture: str = "", /, **told: str) -> None:
    """Do the step that is due, as the page of the asset offers it."""
    _open(visit, asset_no)
    visit.look()
    visit.click(f"登记：{name}")
    for field, value in told.items():
        visit.page.fill(f"[name={field}]", value)
    visit.look(picture)
    visit.send("登记这一步")
    visit.says(f"“{name}”已登记")


def test_premises_are_surveyed_and_transferred(arrive: Arrive) -> None:
    firm, street = arrive("qiye.chen"), arrive("jiedao.peng")
    _upload(firm, "资产三.csv", _list("C"))
    firm.look()
    _submit(firm)
    firm.look()
    street.go("/")
    street.says("等待现场核实的资产")
    street.look("asset-today")
    street.go("/assets/?state=waiting&owed_by=place")
    street.look("assets-waiting")
    _survey(street, "FW-C1", "318.20", "按实测，比清单少 2.30 平方米")
    street.look("asset-surveyed")
    _is_transferred(firm, street)
    phone = arrive("jiedao.peng", PHONE)
    _open(phone, "FW-C1")
    phone.look("phone-asset")


def test_a_venue_is_shared_and_equipment_is_sent_back(arrive: Arrive) -> None:
    firm, street = arrive("qiye.chen"), arrive("jiedao.peng")
    address = _upload(firm, "资产四.csv", _list("D"))
    firm.look()
    _submit(firm)
    firm.look()
    _survey(street, "FW-D2", is_separable=False)
    street.look()
    _is_shared(firm, street)
    _is_sent_back_and_rerouted(firm, street)
    street.go("/assets/figures/")
    street.look("asset-figures")
    _prints(firm, address)
    phone = arrive("jiedao.peng", PHONE)
    for page, picture in (("/assets/", "phone-assets"), ("/assets/figures/", "phone-asset-figures")):
        phone.go(page)
        phone.look(picture)
    phone.go("/assets/?asset_no=没有这个编号")
    phone.says("没有符合筛选条件的内容")
    phone.look("assets-empty")


def _is_transferred(firm: Visit, street: Visit) -> None:
    _step(firm, "FW-C1", "集团公司批复", "asset-step")
    firm.look()
    _step(firm, "FW-C1", "资产评估或清查")
    firm.look()
    firm.follow(firm.page.get_by_role("link", name="更正").first)
    firm.page.fill("[name=number]", "湘机集团资〔2026〕16号")
    firm.look("asset-correct")
    firm.send("保存更正")
    firm.says("更正前：")
    firm.look("asset-corrected")
    _step(street, "FW-C1", "签订划转协议", number="划字〔2026〕1号", done_on="2026-05-06")
    street.look()
    _step(street, "FW-C1", "产权转移登记", number="湘（2026）长沙市不动产权第0000009号", done_on="2026-06-01")
    street.look()
    _step(
        street, "FW-C1", "移交钥匙和设备", "asset-last-step", done_on="2026-06-02", note="钥匙3把，桌椅20套，水电已结清"
    )
    street.says("已移交", "已办结")
    street.look("asset-handed-over")


def _is_shared(firm: Visit, street: Visit) -> None:
    _step(firm, "FW-D2", "商定共享条件", done_on="2026-05-06", note="每日9时至16时向退休人员开放，水电由企业承担")
    firm.look()
    _step(
        firm,
        "FW-D2",
        "签订共享使用协议",
        "asset-shared-step",
        number="共享〔2026〕1号",
        done_on="2026-06-01",
        until="2031-05-31",
    )
    firm.look()
    _step(street, "FW-D2", "开放使用", done_on="2026-06-02")
    street.says("共享使用", "已办结")
    street.look("asset-shared")


def _is_sent_back_and_rerouted(firm: Visit, street: Visit) -> None:
    _survey(street, "SB-D1")
    street.look()
    _open(firm, "SB-D1")
    firm.look()
    firm.click("更改移交方式")
    firm.page.check("[name=path][value=stays]")
    firm.page.fill("[name=why]", "设备已陈旧，运输不便")
    firm.look("asset-propose")
    firm.send("提议更改")
    firm.look("asset-proposed")
    _open(street, "SB-D1")
    street.look()
    street.click("答复提议")
    street.page.check("[name=answer][value=no]")
    street.look("asset-answer")
    street.send("确认")
    street.look()
    street.click("退回企业")
    street.page.check("[name=reason][value=not_as_listed]")
    street.page.fill("[name=note]", "音响设备现场没有")
    street.look("asset-return")
    street.send("退回企业")
    street.says("已退回企业")
    street.look("asset-returned")


def _prints(firm: Visit, address: str) -> None:
    firm.go(address)
    firm.says("由属地使用", "不能再撤回")
    firm.look("asset-delivered")
    assert firm.figure("由属地使用") == 1
    firm.follow(firm.page.get_by_role("link", name="打印清单"))
    firm.says("国有企业退休人员社会化管理移交资产清单", "接收单位（盖章）", "共享使用")
    firm.look("asset-paper")
    firm.page.emulate_media(media="print")
    firm.take("asset-paper-print")
    firm.page.emulate_media(media="screen")
