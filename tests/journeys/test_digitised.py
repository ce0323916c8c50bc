"""Scans from the folder to the page that two people look at: uploaded, reported, sampled, asked for, let in, read, lent."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.walk import OFFICE, PHONE, Visit
from yinqiao.platform.scans.tests.samples import HOSTILE, pdf

pytestmark = pytest.mark.journey
ARCHIVE = "XY-0003"


def _file(name: str, content: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def _large_tiff() -> bytes:
    """A TIFF of more than two blocks, as a flatbed at 600 dpi makes it."""
    target = io.BytesIO()
    Image.effect_noise((3000, 3400), 60).convert("L").save(target, "TIFF")
    return target.getvalue()


def _uploads(officer: Visit) -> str:
    page = officer.page
    officer.go("/digitised/batches/")
    officer.look("scan-batches")
    officer.click("新建批次")
    officer.look("scan-new-batch")
    page.get_by_label(re.compile("^批次名称")).fill("三月第二批")
    officer.send("新建")
    officer.says("还没有文件")
    officer.look("scan-batch-empty")
    batch = officer.address()
    page.set_input_files(
        "input[multiple]",
        [
            _file(f"{ARCHIVE}_1_1_职工登记表.pdf", pdf(3)), _file(f"{ARCHIVE}_4-1_1.tif", _large_tiff()),
            _file(f"{ARCHIVE}_8_1.pdf", HOSTILE["a PDF with a script"][1]), _file("扫描0001.pdf", pdf(1)),
            _file("不存在_1_1.pdf", pdf(1)),
        ],
    )  # fmt: skip
    expect(page.get_by_text("共 5 个文件", exact=True)).to_be_visible(timeout=90_000)
    for _ in range(60):
        officer.go(batch)
        if not page.get_by_text("检查中").count():
            break
        page.wait_for_timeout(1000)
    officer.says("文件名不是", "PDF 中含有脚本", "不在本单位接收的档案中", "已挂接 2（4 页）")
    officer.look("scan-report")
    return batch


def _is_sampled(officer: Visit, mate: Visit, batch: str) -> None:
    officer.go(f"{batch}draw/")
    officer.look("scan-draw")
    officer.send("随机抽样")
    officer.says("由您上传")
    officer.look()
    mate.go(f"{batch}sample/")
    mate.look("scan-sample")
    mate.page.get_by_role("link", name=re.compile("^检查")).first.click()
    expect(mate.page.locator("img.scan-page").first).to_be_visible()
    mate.page.wait_for_function("() => document.querySelector('img.scan-page').naturalWidth > 500", timeout=60_000)
    mate.look("scan-judge")
    mate.page.get_by_label("不合格，退回重扫").check()
    mate.send("提交")
    mate.says("请写明不合格的原因")
    mate.look()
    mate.page.get_by_label(re.compile("^不合格的原因")).fill("第1页歪斜")
    mate.send("提交")
    mate.says("不合格", "第1页歪斜")
    mate.look()


def _is_looked_up(officer: Visit, mate: Visit, third: Visit) -> tuple[str, str]:
    page = officer.page
    officer.go("/digitised/?scans=yes")
    officer.look("scanned-archives")
    page.get_by_role("link", name="XY-0001", exact=True).click()
    officer.says("职工履历表", "涉密，不得扫描", "没有人申请查阅过")
    officer.look("scanned-archive")
    archive = officer.address()
    officer.click("申请查阅")
    officer.look("lookup-ask")
    page.locator("[name=purpose]").select_option("pension_check")
    page.locator("[name=words]").fill("核对参加工作时间，办理补缴")
    page.locator("[name=classes][value='1']").check()
    page.locator("[name=classes][value='8']").check()
    page.locator("[name=second]").select_option(label="莫晓岚")
    page.locator("[name=is_unrelated]").check()
    officer.send("提交申请")
    officer.says("这个事由不能查阅八")
    officer.look("lookup-ask-refused")
    page.locator("[name=classes][value='8']").uncheck()
    officer.send("提交申请")
    officer.says("待审批")
    officer.look()
    lookup = officer.address()
    third.go("/")
    third.says("待审批的档案查阅")
    third.look()
    third.go("/digitised/lookups/?state=asked")
    third.look("lookups")
    third.go(lookup)
    third.look()
    third.click("审批")
    third.look("lookup-answer")
    third.page.locator("[name=verdict][value=yes]").check()
    third.send("提交")
    third.says("已批准", "还没有确认")
    third.look("lookup-approved")
    mate.go(lookup)
    mate.look()
    mate.send("我已到场")
    mate.says("可以打开的材料")
    mate.look("lookup-open")
    officer.go(lookup)
    officer.look()
    _words_are_found(officer)
    officer.go(lookup)
    officer.look()
    officer.page.get_by_role("link", name="第 1 页").first.click()
    page.wait_for_function("() => document.querySelector('img.scan-page').naturalWidth > 500", timeout=60_000)
    officer.look("lookup-page")
    officer.click("返回查阅单")
    officer.says("黄志强：职工履历表 第 1 页")
    officer.look("lookup-seen")
    officer.send("结束查阅")
    officer.look()
    return archive, lookup


def _words_are_found(officer: Visit) -> None:
    """Within the look-up that is open: the page is opened where the words stand."""
    page = officer.page
    officer.click("按文字查找页")
    officer.look("lookup-words")
    page.locator("[name=words]").fill("参加工作时间 第2页")
    officer.send("查找")
    officer.says("找到 1 页", "职工履历表")
    officer.look("lookup-words-found")
    page.get_by_role("link", name=re.compile("^打开这一页")).click()
    page.wait_for_function("() => document.querySelector('img.scan-page').naturalWidth > 500", timeout=60_000)
    officer.says("第 2 页，共 2 页")


def _is_searched(officer: Visit) -> None:
    page = officer.page
    officer.go("/scan-texts/")
    for _ in range(60):
        if page.get_by_text("已完成").count():
            break
        page.wait_for_timeout(1000)
        officer.go("/scan-texts/")
    officer.look("scan-texts")
    page.locator("[name=purpose]").select_option("pension_check")
    page.locator("[name=words]").fill("参加工作时间")
    officer.send("检索")
    officer.says("XY-0001", "工资升级审批表", "申请查阅")
    officer.look("scan-texts-found")
    page.locator("[name=words]").fill("航空母舰")
    officer.send("检索")
    officer.says("没有找到")
    officer.look("scan-texts-nothing")
    page.locator("[name=words]").fill("工")
    officer.send("检索")
    officer.says("至少写两个汉字")
    officer.look()


def _is_lent(officer: Visit) -> None:
    page = officer.page
    officer.go("/digitised/?number=XY-0002")
    officer.look()
    page.get_by_role("link", name="XY-0002", exact=True).click()
    officer.look()
    officer.click("登记材料")
    officer.look("archive-item")
    officer.page.locator("[name=serial]").fill("2")
    officer.page.locator("[name=title]").fill("招工登记表")
    officer.send("登记")
    officer.look()
    officer.click("借出原件")
    officer.look("loan-new")
    for name, words in (("unit", "长沙市某某局"), ("borrower", "张明、李强"), ("words", "核对招工时间"),
                         ("letter_no", "长某介〔2026〕3号"), ("approver", "刘主任")):  # fmt: skip
        page.locator(f"[name={name}]").fill(words)
    page.locator("[name=due_on]").fill((datetime.now(UTC) + timedelta(days=10)).date().isoformat())
    officer.send("登记借出")
    officer.says("原件借给 长沙市某某局")
    officer.look("archive-lent")
    officer.go("/digitised/loans/?standing=out")
    officer.look("loans")
    officer.click("登记归还")
    officer.look("loan-return")
    officer.page.locator("[name=words]").fill("完好")
    officer.send("登记归还")
    officer.look()


def test_scans_go_from_the_folder_to_the_page_that_two_people_look_at(arrive: Arrive) -> None:
    officer, mate, third = arrive("shi.huang"), arrive("shi.mo"), arrive("shi.yuan")
    officer.go("/digitised/lookups/")
    officer.look("lookups-empty")
    officer.go("/digitised/loans/")
    officer.look("loans-empty")
    officer.go("/digitised/extracts/")
    officer.look("extracts-empty")
    officer.go("/digitised/hurt/")
    officer.look("scans-hurt-empty")
    batch = _uploads(officer)
    _is_searched(officer)
    _is_sampled(officer, mate, batch)
    archive, lookup = _is_looked_up(officer, mate, third)
    _is_lent(officer)
    for look in ("phone", "phone-largest", "largest"):
        seen = arrive("shi.mo", PHONE if look.startswith("phone") else OFFICE)
        if look.endswith("largest"):
            seen.go("/appearance/")
            seen.page.locator("input[name=type_size][value='30']").check()
            seen.send("保存")
            seen.look()
        for path, name in (("/digitised/", "scanned-archives"), (batch, "scan-report"), (lookup, "lookup"),
                           (archive, "scanned-archive"), (f"{batch}sample/", "scan-sample"), ("/scan-texts/", "scan-texts")):  # fmt: skip
            seen.go(path)
            seen.look(f"{look}-{name}")
