"""Papers from the number to the stamped copy: cards for two people, one photographed back, one void; a street's template."""

from __future__ import annotations

import io
import re

import docx
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.walk import PHONE, Visit

pytestmark = pytest.mark.journey
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _code(printed: bytes) -> Image.Image:
    parts = docx.Document(io.BytesIO(printed)).part.package.iter_parts()
    (found,) = [one.blob for one in parts if one.content_type == "image/png"]
    return Image.open(io.BytesIO(found)).convert("RGB")


def _scan(code: Image.Image) -> bytes:
    """Two pages as a scanner gives them: the stamped card a little askew, and a back without a code."""
    front, back = Image.new("RGB", (1240, 1754), "white"), Image.new("RGB", (1240, 1754), "white")
    front.paste(code.resize((160, 160)), (940, 60))
    for line in range(400, 1100, 60):
        front.paste((60, 60, 60), (160, line, 900, line + 16))
    target = io.BytesIO()
    front.rotate(4, fillcolor="white").save(target, "PDF", save_all=True, append_images=[back], resolution=150)
    return target.getvalue()


def _template(*lines: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _order(desk: Visit) -> str:
    """Cards for the first two of the list; returns the address of the first."""
    desk.go("/people/?status=managed")
    desk.look()
    for row in range(2):
        desk.page.locator("tbody input[name=ids]").nth(row).check()
    desk.follow(desk.page.get_by_role("button", name="打印联系卡"))
    expect(desk.page.get_by_text(re.compile("下载合订文件"))).to_be_visible(timeout=90_000)
    desk.says("已取号并生成 2 份")
    desk.look("papers-order")
    with desk.download() as files:
        desk.page.get_by_text(re.compile("下载合订文件")).click()
    assert len(docx.Document(files[0]).sections) == 2
    return str(desk.page.locator("tbody a").first.get_attribute("href"))


def test_cards_are_printed_together_scanned_back_and_one_is_void(arrive: Arrive) -> None:
    desk = arrive("shequ.li")
    address = _order(desk)
    second = str(desk.page.locator("tbody a").nth(1).get_attribute("href"))
    desk.go(address)
    with desk.download() as files:
        desk.page.get_by_role("link", name="下载", exact=True).click()
    _comes_back(desk, address, _scan(_code(files[0].getvalue())))
    desk.go(second)
    desk.click("作废")
    desk.page.fill("[name=reason]", "重复打印")
    desk.look("papers-void")
    desk.send("作废")
    desk.says("重复打印", "编号不再使用")
    desk.look("papers-voided")
    desk.go("/papers/")
    desk.says("盖章件已归档", "已作废", "全国党员管理信息系统")
    desk.look("papers")
    desk.go("/papers/scans/")
    desk.look("papers-scans")
    _from_the_person(desk)
    _on_a_phone(arrive("shequ.li", PHONE), address)


def _comes_back(desk: Visit, address: str, scan: bytes) -> None:
    desk.go("/papers/scans/new/")
    desk.page.locator("[name=scan]").set_input_files(
        {"name": "盖章.pdf", "mimeType": "application/pdf", "buffer": scan}
    )
    desk.look("papers-scan-send")
    desk.send("上传")
    expect(desk.page.locator("#filed-title")).to_be_visible(timeout=90_000)
    desk.says("待办理 1 页", "没有识别到二维码", "已归档 1 页")
    desk.look("papers-scan")
    desk.click(re.compile("^录入编号"))
    desk.page.fill("[name=number]", "联卡〔2020〕9999号")
    desk.send("归档")
    desk.says("本单位没有这个编号的文书")
    desk.look("papers-number")
    desk.click("返回，不做改动")
    desk.follow(desk.page.get_by_role("button", name=re.compile("归入前一页的文书")))
    desk.says("2 页都已办理")
    desk.look()
    desk.go(address)
    desk.says("盖章件已归档", "已归档 2 页")
    desk.look("papers-stamped")
    with desk.download() as files:
        desk.page.get_by_role("link", name="第 1 页图像").click()
    assert files[0].getvalue().startswith(b"\xff\xd8\xff")
    desk.follow(desk.page.get_by_role("button", name="移出第 2 页"))
    desk.says("待办理 1 页")
    desk.look()


def _from_the_person(desk: Visit) -> None:
    desk.go("/people/?status=managed")
    desk.look()
    desk.page.locator("tbody input[name=ids]").first.check()
    desk.follow(desk.page.get_by_role("button", name="打印信息确认表"))
    expect(desk.page.get_by_role("link", name="下载", exact=True)).to_be_visible(timeout=90_000)
    desk.look()
    desk.go("/people/?status=managed")
    desk.follow(desk.page.locator("tbody a").first)
    desk.says("打印信息确认表", "打印联系卡")
    desk.look("papers-person")
    desk.follow(desk.page.get_by_role("link", name="打印联系卡"))
    desk.says("已打印过")
    desk.look("papers-print")
    desk.click("返回，不打印")
    desk.look()


def _on_a_phone(phone: Visit, address: str) -> None:
    phone.go("/papers/")
    phone.look()
    phone.go(address)
    phone.look("phone-paper")
    phone.go("/papers/scans/new/")
    phone.look("phone-papers-scan-send")
    phone.go("/papers/scans/")
    phone.look()


def test_a_street_sends_a_template_is_told_what_is_wrong_and_takes_it_back(arrive: Arrive) -> None:
    street = arrive("jiedao.peng")
    street.go("/papers/templates/")
    street.says("系统附带（通用样式）", "以国家系统开具的为准")
    street.look("papers-templates")
    street.click("退休人员社会化管理服务联系卡")
    street.says("{{ 姓名 }}", "还没有本单位或上级的模板")
    street.look("papers-template")
    with street.download() as files:
        street.page.get_by_role("link", name=re.compile("下载当前模板")).click()
    assert "{{ 姓名 }}" in docx.Document(files[0]).element.xml
    with street.download() as files:
        street.page.get_by_role("link", name=re.compile("下载预览")).click()
    assert "张示例" in docx.Document(files[0]).element.xml
    street.click(re.compile("上传本单位的模板"))
    _send(street, _template("{{ 编号 }}{{ 二维码 }}", "卡主：{{ 姓 名 }}"))
    street.says("系统没有的占位符", "正文第 2 段", "可以使用的占位符")
    street.look("papers-template-error")
    _send(street, _template("{{ 编号 }}{{ 二维码 }}", "卡主：{{ 姓名 }}", "（盖章）"))
    street.says("模板已检查并保存", "现用")
    street.look("papers-template-kept")
    for name in ("下载", "预览"):
        with street.download():
            street.page.locator("tbody").first.get_by_role("link", name=re.compile(f"^{name}")).click()
    street.follow(street.page.get_by_role("button", name=re.compile("^停用")))
    street.says("已停用")
    street.look()


def _send(street: Visit, content: bytes) -> None:
    street.page.locator("[name=file]").set_input_files({"name": "联系卡.docx", "mimeType": DOCX, "buffer": content})
    street.send("上传并检查")
