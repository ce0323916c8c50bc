"""An office that does nothing but paper: the people are chosen, the letter is numbered and printed, its answer is noted."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.walk import PHONE

pytestmark = pytest.mark.journey


def test_an_office_on_paper_is_asked_by_letter_and_its_answer_is_noted(arrive: Arrive) -> None:
    officer = arrive("shequ.li")
    officer.go("/letters/")
    officer.look("letters-empty")
    officer.go("/letters/people/?purpose=hardship")
    officer.look("letter-people-empty")
    officer.go("/letters/people/?purpose=hardship&who=all")
    for row in (0, 1):
        officer.page.locator("tbody input[type=checkbox]").nth(row).check()
    officer.look("letter-people")
    officer.send("列入去函")
    officer.says("共 2 人")
    officer.look("letter-send")
    officer.page.get_by_label(re.compile("^收函单位")).fill("长沙市岳麓区民政局")
    officer.send("取号并生成函件")
    officer.says("已取号并生成函件和名单", "退管函〔")
    officer.look("letter")
    address = officer.address()
    officer.click("函件和名单")
    officer.look()
    officer.go(address)
    officer.page.locator("tbody input[type=checkbox]").first.check()
    officer.send("登记答复")
    officer.look("letter-reply")
    page = officer.page
    page.get_by_label(re.compile("^复函文号")).fill("岳民函〔2026〕12号")
    page.get_by_label(re.compile("^复函日期")).fill(datetime.now(UTC).date().isoformat())
    officer.send("登记答复")
    officer.says("请选择答复结果")
    officer.look()
    page.get_by_label("不在名单内").check()
    page.set_input_files(
        "[name=scan]", [{"name": "复函.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF\n"}]
    )
    officer.send("登记答复")
    officer.says("已登记 1 人的答复", "岳民函〔2026〕12号", "扫描件")
    officer.look("letter-answered")
    officer.go("/letters/")
    officer.look("letters")
    officer.go("/letters/people/?purpose=residence&who=all")
    officer.page.locator("tbody input[type=checkbox]").first.check()
    officer.send("列入去函")
    officer.send("取号并生成函件")
    officer.click("作废")
    officer.look("letter-void")
    officer.page.get_by_label(re.compile("^作废原因")).fill("重复发函")
    officer.send("作废")
    officer.says("已作废")
    officer.look()
    officer.follow(officer.page.locator("tbody a").first)
    person = officer.address().rstrip("/").split("/")[-1]
    officer.look()
    officer.go(f"/letters/people/{person}/")
    officer.look("letters-person")
    for look in ("phone", "phone-largest"):
        seen = arrive("shequ.li", PHONE)
        if look.endswith("largest"):
            seen.go("/appearance/")
            seen.page.locator("input[name=type_size][value='30']").check()
            seen.send("保存")
            seen.look()
        seen.go("/letters/")
        seen.look(f"{look}-letters")
        seen.go(address)
        seen.look(f"{look}-letter")
