"""The monthly handover: an enterprise's list, its months, confirmed, handed over by a roster; the offices read figures."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.walk import PHONE, Visit
from yinqiao.kernel.id_number import check_digit
from yinqiao.kernel.periods import add_months, month_of
from yinqiao.kernel.retirement_age import RetirementCategory, retirement_months

pytestmark = pytest.mark.journey
HEADER = "序号,姓名,身份证号,性别,岗位类别,是否特殊工种,批文号,弹性选择,选定退休年月,手机号,常住地址,所在社区,原工作单位,政治面貌,档号\n"
HOME = "长沙市岳麓区岳麓街道咸嘉巷12号"
LONG_NAME = "努尔艾合买提江·阿卜杜热依木江"


def _number(serial: int, born: date) -> str:
    head = f"990101{born:%Y%m}16{serial:03d}"
    return head + check_digit(head)


def _line(serial: int, name: str, month: date, **cells: str) -> str:
    """A man who retires in this month: by the law where somebody's birthday leads there, else by approval."""
    for age in range(720, 760):
        born = add_months(month, -age)
        if retirement_months(born, RetirementCategory.MAN).statutory == month:
            break
    else:
        born = add_months(month, -700)
        cells |= {"special": "是", "approval": "特审1号", "chosen": f"{month:%Y-%m}"}
    told = {
        "id_no": _number(serial, born), "sex": "男", "post": "工人岗位", "special": "否", "approval": "", "option": "无",
        "chosen": "", "phone": f"1390007{serial:04d}", "address": HOME, "community": "", "unit": "一分公司",
        "status": "群众", "archive": f"TX-{serial}",
    } | cells  # fmt: skip
    return ",".join(["1", name, *told.values()]) + "\n"


def _list(first: int, *, with_mistakes: bool = False) -> bytes:
    """People of nobody's: two for next month, two for this, one who is late; with mistakes one row cannot be taken."""
    now = month_of(timezone.localdate())
    names = ((1, "江远山"), (1, LONG_NAME), (0, "何守信"), (0, "易平安"), (-3, "段立新"))
    lines = [_line(first + 2 * at, name, add_months(now, ahead)) for at, (ahead, name) in enumerate(names)]
    if with_mistakes:
        lines[0] = _line(first, "江远山", add_months(now, 1), option="提前", chosen="")
    return (HEADER + "".join(lines)).encode("utf-8-sig")


def _upload(firm: Visit, name: str, content: bytes) -> str:
    firm.go("/routine/lists/upload/")
    firm.look("routine-upload")
    firm.page.set_input_files("input[type=file]", [{"name": name, "mimeType": "text/csv", "buffer": content}])
    firm.send("上传并检查")
    expect(firm.page.locator("#findings-title")).to_be_visible(timeout=60_000)
    return firm.address()


def _submit(firm: Visit) -> None:
    firm.send("提交可列入的人员")
    expect(firm.page.get_by_text("查看常态化移交")).to_be_visible(timeout=60_000)


def _pick(firm: Visit, *names: str) -> None:
    for name in names:
        firm.page.locator("tbody tr", has_text=name).locator("input[name=ids]").check()


def test_a_list_of_retiring_people_is_checked_submitted_and_taken_back(arrive: Arrive) -> None:
    firm = arrive("qiye.luo")
    firm.go("/routine/lists/")
    firm.look("routine-lists")
    with firm.download():
        firm.page.get_by_role("link", name="模板").first.click()
    address = _upload(firm, "名单一.csv", _list(501, with_mistakes=True))
    firm.says("名单人数", "需修改", "缺选定的退休年月")
    firm.look("routine-report")
    assert firm.figure("可列入") == 4
    for page, picture in (("findings/", "routine-findings"), ("rows/", "routine-rows"), ("header/", "routine-header")):
        firm.go(address + page)
        firm.look(picture)
    firm.go(address)
    firm.look()
    expect(firm.page.get_by_role("link", name="下载批注名单")).to_be_visible(timeout=60_000)
    with firm.download():
        firm.page.get_by_role("link", name="下载批注名单").click()
    firm.send("重新检查")
    expect(firm.page.locator("#findings-title")).to_be_visible(timeout=60_000)
    firm.look()
    _submit(firm)
    firm.look("routine-submitted")
    firm.click("撤回整批")
    firm.page.fill("[name=reason]", "名单版本有误")
    firm.look("routine-undo")
    firm.send("撤回整批")
    expect(firm.page.get_by_text("名单已恢复到提交之前")).to_be_visible(timeout=60_000)
    firm.look()
    _upload(firm, "名单二.csv", _list(521))
    firm.look()
    firm.send("放弃这一批")
    firm.look("routine-discard-asks")
    firm.send("放弃这一批")
    firm.says("已放弃")
    firm.look()


def test_people_are_confirmed_month_by_month_and_handed_over_without_an_agreement(arrive: Arrive) -> None:
    firm = arrive("qiye.chen")
    _upload(firm, "名单三.csv", _list(541))
    firm.look()
    _submit(firm)
    firm.look()
    firm.go("/")
    firm.says("常态化移交逾期的人员", "下月到龄的人员")
    firm.look("routine-today")
    firm.go("/routine/")
    firm.look("routine-people")
    assert (firm.figure("下月到龄"), firm.figure("本月到龄"), firm.figure("已逾期")) == (2, 2, 1)
    firm.follow(firm.page.locator("a.stat", has_text="下月到龄"))
    firm.look("routine-next")
    assert firm.total() == 2
    firm.go("/routine/?view=late")
    firm.look("routine-late")
    _of_one_person(firm)
    _confirmed_and_handed_over(firm)
    firm.go("/routine/?name=没有这个人")
    firm.look("routine-empty")
    _figures_of_the_offices(arrive("jiedao.peng"), arrive("shi.huang", PHONE))
    _on_a_phone(arrive("qiye.chen", PHONE))


def _of_one_person(firm: Visit) -> None:
    firm.follow(firm.page.locator("tbody a", has_text="段立新"))
    firm.says("已逾期", "法定退休年月")
    firm.look("routine-person")
    address = firm.address()
    firm.click("延后")
    firm.page.select_option("[name=reason]", "other")
    firm.send("延后")
    firm.says("请说明")
    firm.look("routine-postpone-error")
    firm.page.select_option("[name=reason]", "procedure")
    firm.look("routine-postpone")
    firm.send("延后")
    firm.says("已延后")
    firm.look()
    firm.click("不再移交")
    firm.look("routine-withdraw")
    firm.go(address)
    firm.look()


def _confirmed_and_handed_over(firm: Visit) -> None:
    firm.go("/routine/?view=now")
    _pick(firm, "何守信", "易平安")
    firm.look()
    firm.follow(firm.page.get_by_role("button", name="确认已办理退休"))
    firm.page.fill("[name=retired_on]", "2020-01-01")
    firm.page.fill("[name=decision_no]", "长退审〔2026〕118号")
    firm.send("确认")
    firm.says("还没有达到可以退休的最早年月")
    firm.look("routine-confirm-error")
    firm.page.fill("[name=retired_on]", timezone.localdate().isoformat())
    firm.look("routine-confirm")
    firm.send("确认")
    firm.says("已确认 2 人办理退休")
    firm.look("routine-confirmed")
    _the_letter(firm)
    firm.go("/routine/?view=to_hand_over")
    _pick(firm, "何守信", "易平安")
    firm.follow(firm.page.get_by_role("button", name="移交", exact=True))
    firm.says("不需要另签协议")
    firm.look("routine-hand-over-asks")
    firm.send("生成名册并检查")
    expect(firm.page.locator("#findings-title")).to_be_visible(timeout=60_000)
    firm.says("可提交", "提交可提交的人员")
    firm.look("routine-roster")
    assert firm.figure("可提交") == 2
    firm.send("放弃这一批")
    firm.look()
    firm.send("放弃这一批")
    firm.look()
    firm.go("/routine/?view=to_hand_over")
    assert firm.total() == 2
    firm.look()
    _taken_back(firm)


def _the_letter(firm: Visit) -> None:
    _pick(firm, "何守信")
    firm.follow(firm.page.get_by_role("button", name="打印介绍信"))
    expect(firm.page.get_by_role("link", name="下载", exact=True)).to_be_visible(timeout=90_000)
    firm.look()
    firm.go("/routine/?view=to_hand_over")
    firm.look()
    firm.follow(firm.page.locator("tbody a", has_text="何守信"))
    firm.look("routine-person-confirmed")
    firm.click(re.compile("打印介绍信"))
    firm.says("国有企业退休人员移交社区（村）实行社会化管理介绍信", "通用样式")
    firm.look("routine-letter")
    firm.send("取号并生成")
    firm.says("移介〔", "还没有扫描回来")
    firm.look("routine-letter-printed")


def _taken_back(firm: Visit) -> None:
    firm.follow(firm.page.locator("tbody a", has_text="易平安"))
    firm.look()
    firm.send("取消退休确认")
    firm.look("routine-unconfirm-asks")
    firm.send("取消确认")
    firm.says("已取消退休确认")
    firm.look()


def _figures_of_the_offices(street: Visit, city: Visit) -> None:
    street.go("/routine/figures/")
    street.says("下月到龄", "已办退休待移交")
    assert "何守信" not in street.words()
    street.look("routine-figures")
    city.go("/routine/figures/")
    city.look("phone-routine-figures")


def _on_a_phone(firm: Visit) -> None:
    firm.go("/routine/")
    firm.look("phone-routine-people")
    firm.follow(firm.page.locator("tbody a").first)
    firm.look("phone-routine-person")
