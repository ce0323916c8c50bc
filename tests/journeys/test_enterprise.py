"""The enterprise's officer: from the template to a submitted roster, mended, sent again, taken back."""

from __future__ import annotations

import re

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.rosters import LONG_NAME, ODD_HEADER, RARE_NAME, hire
from tests.journeys.steps import XLSX, submit, upload
from tests.journeys.walk import Visit

pytestmark = pytest.mark.journey
PEOPLE = 40
REASONS = "问题与处理"


def test_an_enterprise_sends_a_roster_mends_it_and_takes_a_batch_back(arrive: Arrive) -> None:
    officer = arrive("qiye.chen")
    staff = hire(PEOPLE, seed=77)
    _downloads_the_template(officer)
    first = upload(officer, "退休人员花名册.xlsx", staff.faulty(), is_watched=True)
    officer.look("report")
    _opens_the_rows_behind_a_finding(officer)
    _explains_the_odd_header(officer, first)
    to_mend = _opens_the_annotated_copy(officer, first)
    ready = officer.figure("可提交")
    assert officer.figure("需修改") == len(to_mend) > 0
    assert ready + len(to_mend) == PEOPLE
    submit(officer, ready)
    _finds_that_the_same_file_changes_nothing(officer, first, staff.faulty())

    upload(officer, "退休人员花名册（改好的）.xlsx", staff.mended(to_mend))
    assert "没有找到必填的列" not in officer.words()
    assert officer.figure("可提交") == officer.figure("新增") == len(to_mend)
    submit(officer, len(to_mend))
    second = officer.address()
    waiting = _count_waiting(officer)
    _takes_the_batch_back(officer, second)
    assert _count_waiting(officer) == waiting - len(to_mend)


def _downloads_the_template(officer: Visit) -> None:
    officer.go("/")
    officer.look("enterprise-today")
    officer.go("/handover/rosters/")
    officer.look("rosters")
    with officer.download() as files:
        officer.page.get_by_role("link", name="下载名册模板").first.click()
    sheet = load_workbook(files[0]).worksheets[0]
    assert {"姓名", "身份证号"} <= {cell.value for cell in sheet[1]}
    assert all(cell.comment for cell in sheet[1]), "each column says what belongs in it"
    assert len(sheet.data_validations.dataValidation) > 3, "codes are chosen from lists"


def _opens_the_rows_behind_a_finding(officer: Visit) -> None:
    line = officer.page.locator("tr", has_text="roster.id_check_digit").first
    count = int(line.locator("td.num").first.inner_text())
    officer.follow(line.get_by_role("link"))
    officer.look("findings")
    assert officer.total() == count > 0
    officer.click("返回这一批")
    officer.follow(officer.page.get_by_role("link", name=re.compile("名册人数")))
    officer.look("rows")
    officer.says(RARE_NAME)
    officer.page.fill("[name=name]", LONG_NAME)
    officer.follow(officer.page.get_by_role("button", name="筛选"))
    officer.says(LONG_NAME)
    officer.look("rows-long-name")
    officer.click("返回这一批")


def _explains_the_odd_header(officer: Visit, batch: str) -> None:
    officer.click("核对或更正")
    officer.look("header")
    choice = officer.page.get_by_label(ODD_HEADER)
    assert choice.input_value() == "", "nobody could know what this column holds"
    choice.select_option("phone")
    officer.send("确认并重新检查")
    expect(officer.page.locator("#findings-title")).to_be_visible(timeout=60_000)
    officer.go(f"{batch}header/")
    assert officer.page.get_by_label(ODD_HEADER).input_value() == "phone"
    officer.go(batch)


def _opens_the_annotated_copy(officer: Visit, batch: str) -> set[int]:
    """The numbers of the rows that the copy says must be mended."""
    officer.go(batch)
    link = officer.page.get_by_role("link", name="下载批注名册")
    # The page shows the button by itself when the copy is made.
    expect(link).to_be_visible(timeout=60_000)
    with officer.download() as files:
        link.click()
    sheet = load_workbook(files[0]).worksheets[0]
    assert sheet.cell(1, sheet.max_column).value == REASONS
    blocked = {row for row in range(2, sheet.max_row + 1) if "需修改" in str(sheet.cell(row, sheet.max_column).value)}
    for row in blocked:
        assert _flagged(sheet, row), f"row {row} has no cell that is coloured and explained"
    return blocked


def _flagged(sheet: Worksheet, row: int) -> bool:
    """Whether a cell of the row is coloured and carries the reason as a comment."""
    return any(cell.comment and "需修改" in cell.comment.text and cell.fill.fill_type == "solid" for cell in sheet[row])


def _finds_that_the_same_file_changes_nothing(officer: Visit, batch: str, content: bytes) -> None:
    officer.go("/handover/rosters/")
    batches = officer.total()
    assert upload(officer, "再传一次.xlsx", content) == batch
    officer.says("这个文件之前已经上传过")
    officer.go("/handover/rosters/")
    assert officer.total() == batches


def _count_waiting(officer: Visit) -> int:
    officer.go("/handover/people/?state=offered")
    officer.look("enterprise-people")
    return officer.total()


def _takes_the_batch_back(officer: Visit, batch: str) -> None:
    officer.go(batch)
    officer.click("撤回整批")
    officer.look("undo-asks")
    officer.page.get_by_label("撤回原因").fill("名册版本有误")
    officer.send("撤回整批")
    expect(officer.page.get_by_role("heading", name="已撤回")).to_be_visible(timeout=60_000)
    officer.says("登记已恢复到提交之前")
    officer.look("undone")


@pytest.mark.parametrize(
    ("kind", "name", "content"),
    [
        ("broken", "损坏的名册.xlsx", b"PK\x03\x04" + b"\x00\xff" * 400),
        ("empty", "空文件.xlsx", b""),
        ("picture", "照片.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 300),
    ],
)
def test_a_file_that_is_no_roster_is_refused_in_words(arrive: Arrive, kind: str, name: str, content: bytes) -> None:
    officer = arrive("qiye.admin")
    officer.go("/handover/people/?state=offered")
    officer.look()
    before = officer.total()
    officer.go("/handover/rosters/upload/")
    officer.look()
    officer.page.set_input_files("input[type=file]", [{"name": name, "mimeType": XLSX, "buffer": content}])
    officer.send("上传并检查")
    expect(officer.page.locator(".alert-danger, .form-error, .error-summary").first).to_be_visible(timeout=60_000)
    officer.look(f"refused-{kind}")
    assert re.search("不能读取|读不了|为空|空文件|没有内容|不是", officer.words()), officer.words()[:600]
    assert "Traceback" not in officer.words()
    officer.go("/handover/people/?state=offered")
    assert officer.total() == before
