"""A roster that the reader cannot make out by itself: the officer says where it is and what its columns hold."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.rosters import hire
from tests.journeys.steps import upload
from tests.journeys.walk import PHONE, Visit

pytestmark = pytest.mark.journey


def _checked_again(officer: Visit) -> None:
    expect(officer.page.locator("#findings-title")).to_be_visible(timeout=60_000)


def test_an_officer_points_out_the_sheet_and_the_header_that_nobody_could_know(arrive: Arrive) -> None:
    officer = arrive("qiye.chen")
    batch = upload(officer, "离退休花名册.xlsx", hire(12, seed=78).in_words_of_its_own())
    # The sheet with headers that are known is taken, and the other is not passed over in silence.
    officer.says("工作表“劳服公司”", "可见的工作表中，它能识别的表头最多")
    assert officer.figure("名册人数") == 1
    officer.click("核对或更正")
    officer.page.locator("select[name=sheet]").select_option(index=0)
    officer.page.get_by_label("表头从第几行开始").fill("")
    officer.send("按这个位置重新检查")
    _checked_again(officer)
    officer.says("没有认出表头", "还有工作表没有读取", "“劳服公司”有")
    officer.look("report-unread")
    officer.click("指出表头在哪一行")
    officer.look("header-place")
    officer.page.get_by_label("表头从第几行开始").fill("0")
    officer.page.locator("form", has_text="按这个位置重新检查").evaluate("form => form.noValidate = true")
    officer.send("按这个位置重新检查")
    officer.look("header-place-error")
    officer.page.get_by_label("表头从第几行开始").fill("2")
    officer.send("按这个位置重新检查")
    _checked_again(officer)
    assert officer.figure("名册人数") == 12
    officer.says("表头在第 2 行", "没有找到必填的列，整批不能提交")
    officer.look("report-columns-missing")
    officer.click("核对或更正")
    officer.says("没有找到必填的列", "姓名")
    officer.look("header-own-words")
    phone = arrive("qiye.chen", PHONE)
    phone.go(batch)
    phone.look("phone-report-unread")
    phone.go(f"{batch}header/")
    phone.look("phone-header")
