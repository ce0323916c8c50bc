"""Steps that more than one journey takes."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from tests.journeys.walk import Visit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def upload(officer: Visit, name: str, content: bytes, *, is_watched: bool = False) -> str:
    """Send a file and wait for its report; the address of the batch."""
    officer.go("/handover/rosters/upload/")
    officer.look("upload")
    officer.page.set_input_files("input[type=file]", [{"name": name, "mimeType": XLSX, "buffer": content}])
    if is_watched:
        with officer.site.at_rest("worker"):
            officer.send("上传并检查")
            officer.says("办理中", "离开本页不影响办理")
            officer.take("progress")
    else:
        officer.send("上传并检查")
    # The page asks for the progress by itself and renews itself when the check is done.
    expect(officer.page.locator("#findings-title")).to_be_visible(timeout=60_000)
    return officer.address()


def submit(officer: Visit, people: int) -> None:
    officer.send("提交可提交的人员")
    officer.says(f"{people} 人")
    officer.look("submit-asks")
    officer.send("提交")
    expect(officer.page.get_by_role("heading", name="已提交")).to_be_visible(timeout=60_000)
    assert officer.figure("已移交社区") == people
    officer.look("submitted")


def make_key(unit: Visit, name: str) -> str:
    """The administrator of a unit makes an access key of this name, good for ninety days; its text."""
    unit.go("/accounts/keys/new/")
    unit.look()
    unit.page.get_by_label(re.compile("^名称")).fill(name)
    unit.page.get_by_label(re.compile("^所依授权")).select_option(index=1)
    unit.page.get_by_label(re.compile("^终止日期")).fill((datetime.now(UTC) + timedelta(days=90)).date().isoformat())
    unit.send("下一步")
    unit.look()
    unit.send("确认发放")
    unit.look()
    return str(unit.page.locator("#key").input_value())


def choose(visit: Visit, field: str, words: str) -> None:
    """Take the first option of a select that says these words."""
    option = visit.page.locator(f"{field} option", has_text=words).first
    visit.page.locator(field).select_option(label=option.inner_text())
