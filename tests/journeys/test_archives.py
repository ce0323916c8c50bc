"""An enterprise's archives from its catalogue to the street's signature: counted by keyboard, finished, seen by both sides."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.walk import PHONE, Visit
from yinqiao.kernel.id_number import check_digit

pytestmark = pytest.mark.journey
RECEIVER = "岳麓区 · 岳麓街道"
ROWS = 6


def _number(serial: int) -> str:
    head = f"99010119520312{serial:03d}"
    return head + check_digit(head)


def _catalogue(first: int, *, with_mistakes: bool = False) -> bytes:
    """A catalogue of nobody's archives; with mistakes its last row has no number and its first an odd count."""
    lines = [
        f"{at + 1},JD-{first + at},周正{'甲乙丙丁戊己'[at]},{_number(first + at)},TM{first + at},A-{at // 3 + 1},12,120,"
        for at in range(ROWS)
    ]
    if with_mistakes:
        lines[0] = lines[0].replace(",12,", ",约12,")
        lines[-1] = lines[-1].replace(f"JD-{first + ROWS - 1}", "")
    return ("序号,档号,姓名,身份证号,条形码,盒号,份数,页数,缺件说明\n" + "\n".join(lines) + "\n").encode("utf-8-sig")


def _upload(firm: Visit, name: str, content: bytes) -> str:
    firm.go("/archives/catalogues/upload/")
    firm.look("archive-upload")
    firm.page.set_input_files("input[type=file]", [{"name": name, "mimeType": "text/csv", "buffer": content}])
    firm.send("上传并检查")
    expect(firm.page.locator("#findings-title")).to_be_visible(timeout=60_000)
    return firm.address()


def _submit(firm: Visit) -> None:
    firm.click("选择接收单位并提交")
    firm.page.fill("[name=place]", RECEIVER)
    firm.look("archive-submit")
    firm.send("提交")
    expect(firm.page.get_by_text("接收单位：")).to_be_visible(timeout=60_000)


def _scan(officer: Visit, code: str, answer: str) -> None:
    """As a gun does: letters and Enter, into whatever has the focus."""
    officer.page.keyboard.type(code)
    officer.page.keyboard.press("Enter")
    expect(officer.page.locator("#scan-answer .scan-answer")).to_have_text(answer)
    expect(officer.page.locator("#scan-answer")).to_contain_text(code.removeprefix("TM"))
    expect(officer.page.locator("[name=code]")).to_have_value("")


def test_a_catalogue_is_checked_offered_and_taken_back(arrive: Arrive) -> None:
    firm = arrive("qiye.chen")
    firm.go("/archives/catalogues/")
    firm.look("archive-catalogues")
    with firm.download():
        firm.page.get_by_role("link", name="模板").first.click()
    address = _upload(firm, "目录一.csv", _catalogue(401, with_mistakes=True))
    firm.says("目录卷数", "需修改")
    firm.look("archive-report")
    assert firm.figure("可提交") == ROWS - 1
    for page, picture in (("findings/", "archive-findings"), ("rows/", "archive-rows"), ("header/", "archive-header")):
        firm.go(address + page)
        firm.look(picture)
    firm.go(address)
    firm.look()
    expect(firm.page.get_by_role("link", name="下载批注目录")).to_be_visible(timeout=60_000)
    with firm.download():
        firm.page.get_by_role("link", name="下载批注目录").click()
    firm.send("重新检查")
    expect(firm.page.locator("#findings-title")).to_be_visible(timeout=60_000)
    firm.look()
    _submit(firm)
    firm.look("archive-submitted")
    firm.click("撤回整批")
    firm.page.fill("[name=reason]", "目录版本有误")
    firm.look("archive-undo")
    firm.send("撤回整批")
    expect(firm.page.get_by_text("档案仍由本单位保管")).to_be_visible(timeout=60_000)
    firm.look("archive-undone")
    _upload(firm, "目录二.csv", _catalogue(421))
    firm.look()
    firm.send("放弃这一批")
    firm.look("archive-discard-asks")
    firm.send("放弃这一批")
    firm.says("已放弃")
    firm.look()


def test_archives_are_counted_by_keyboard_and_received(arrive: Arrive) -> None:
    firm, street = arrive("qiye.chen"), arrive("jiedao.peng")
    address = _upload(firm, "目录三.csv", _catalogue(441))
    firm.look()
    _submit(firm)
    firm.look()
    street.go("/")
    street.says("等待清点的档案目录")
    street.look()
    street.go("/archives/reception/?state=todo")
    street.look("archive-receptions")
    street.follow(street.page.locator("tbody a").first)
    street.look("archive-reception")
    reception = street.address()
    _scan(street, "TM441", "已清点")
    _scan(street, "JD-442", "已清点")
    _scan(street, "TM441", "已清点过")
    _scan(street, "TM999", "不在本目录")
    _scan(street, "TM998", "不在本目录")
    street.look("archive-scanned")
    street.click("批量清点")
    street.page.fill("[name=codes]", "TM441\nJD-442\n")
    street.look("archive-codes")
    street.send("清点")
    street.says("已清点过 2 个")
    street.look()
    street.follow(street.page.get_by_role("link", name="登记破损").first)
    street.page.fill("[name=note]", "封面脱落")
    street.look("archive-damage")
    street.send("保存")
    street.look()
    street.follow(street.page.get_by_role("button", name="作废 TM998"))
    street.look("archive-drop-asks")
    street.send("作废")
    street.look()
    street.follow(street.page.get_by_role("link", name="完成清点", exact=True))
    street.says("缺少", "多出", "TM999", "封面脱落")
    street.look("archive-finish")
    street.page.check("[name=verified]")
    street.send("完成清点")
    street.says("已完成清点")
    street.look("archive-finished")
    _scan(street, "TM443", "补清点，已接收")
    _prints(street)
    _is_seen_by_the_enterprise(firm, address)
    _is_said_not_to_exist(firm, street)
    phone = arrive("jiedao.peng", PHONE)
    phone.go(reception)
    phone.look("phone-archive-reception")
    phone.go("/archives/reception/?enterprise=999999")
    phone.look()


def _prints(street: Visit) -> None:
    street.go(street.address())
    street.look()
    street.follow(street.page.get_by_role("link", name="档案交接清单"))
    street.says("国有企业退休人员人事档案交接清单", "TM999", "接收单位（盖章）")
    street.look("archive-paper")
    street.page.emulate_media(media="print")
    street.take("archive-paper-print")
    street.page.emulate_media(media="screen")


def _is_seen_by_the_enterprise(firm: Visit, address: str) -> None:
    firm.go(address)
    firm.says("已完成清点", "缺少的档案仍由本单位保管")
    firm.look("archive-received")
    assert firm.figure("已清点") == 3
    firm.follow(firm.page.locator("a.stat", has_text="缺少"))
    firm.look("archives-missing")
    assert firm.total() == ROWS - 3
    firm.go("/archives/?archive_no=没有这个档号")
    firm.says("没有符合筛选条件的内容")
    firm.look("archives-empty")


def _pick(visit: Visit, button: str, *, first_only: bool = False) -> None:
    boxes = (
        visit.page.locator("tbody input[type=checkbox]").first if first_only else visit.page.locator("[data-pick-all]")
    )
    boxes.check()
    visit.send(button)


def _is_said_not_to_exist(firm: Visit, street: Visit) -> None:
    """The enterprise states why three volumes are not there; one statement it takes back, one is refused, one agreed to."""
    missing = "/archives/?state=missing&archive_no=JD-44"
    firm.go(missing)
    _pick(firm, "说明无卷")
    firm.page.get_by_label("由其他单位保管").check()
    firm.look("archive-absence")
    firm.send("提交说明")
    firm.says("请写明实际保管档案的单位")
    firm.look("archive-absence-error")
    firm.page.fill("[name=office]", "省档案馆（演示）")
    firm.send("提交说明")
    firm.says("已提交 3 卷的说明")
    firm.look("archives-stated")
    _pick(firm, "收回说明", first_only=True)
    firm.look("archive-absence-take-back-asks")
    firm.send("收回")
    firm.look()
    street.go("/")
    street.says("无卷说明待确认")
    street.look()
    street.go("/archives/?state=stated&archive_no=JD-44")
    street.says("由其他单位保管：省档案馆（演示）")
    _pick(street, "不同意", first_only=True)
    street.page.fill("[name=note]", "请提供保管单位的回函")
    street.look("archive-absence-refuse")
    street.send("不同意")
    street.look()
    _pick(street, "同意")
    street.look("archive-absence-agree-asks")
    street.send("同意")
    street.says("已同意 1 卷的说明")
    street.look()
    street.go("/archives/?state=explained&archive_no=JD-44")
    street.look("archives-explained")
    _pick(street, "撤销确认")
    street.page.fill("[name=note]", "另有线索")
    street.look("archive-absence-reopen")
    street.send("撤销确认")
    street.says("重新列为缺少")
    street.look()


def test_lists_of_archives_are_readable_on_a_phone(arrive: Arrive) -> None:
    city = arrive("shi.huang")
    city.go("/archives/")
    city.look("city-archives")
    firm = arrive("qiye.luo", PHONE)
    firm.go("/archives/catalogues/")
    firm.look("phone-archive-catalogues")
    firm.go("/archives/?state=missing")
    firm.look("phone-archives-missing")
