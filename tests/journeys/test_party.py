"""Party members from the enterprise's roster to the community's receipt: letters, reporting in, one returned and issued anew."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.walk import PHONE, Visit
from yinqiao.kernel.id_number import check_digit

pytestmark = pytest.mark.journey
STREET = "岳麓区 · 岳麓街道"
HEADER = "序号,姓名,身份证号,政治面貌,入党时间,转正时间,所在党支部,党费交至,党员档案保管单位,是否挂靠,挂靠单位,联系渠道,介绍信编号,介绍信开出日期,介绍信方式\n"
NAMES = ("赵明", "钱敏", "孙强", "阿依古丽·买买提", "李娜")
TODAY = timezone.localdate()
LONG_AGO = TODAY - timedelta(days=120)


def _number(serial: int) -> str:
    head = f"99010119500512{serial:03d}"
    return head + check_digit(head)


def _roster(first: int, *, with_mistakes: bool = False) -> bytes:
    """Five members whom no register knows: one with a letter that has run out, one attached; with mistakes two more."""
    lines = [
        f"{at + 1},{name},{_number(first + at)},中共党员,1985-07-01,1986-07-01,中湘三建退休第一党支部,{TODAY:%Y-%m},"
        f"中湘三建党委组织部,否,,1390000{first + at:04d},,,"
        for at, name in enumerate(NAMES)
    ]
    lines[3] = lines[3].replace(",否,,", ",是,市人才中心党委,").replace(f"1390000{first + 3:04d}", "")
    lines[4] = lines[4].removesuffix(",,") + f"组介旧{first},{LONG_AGO:%Y-%m-%d},纸质"
    if with_mistakes:
        lines[0] = lines[0].replace("中共党员", "群众")
        lines[1] = lines[1].replace("1986-07-01", "1984-07-01")
    return (HEADER + "\n".join(lines) + "\n").encode("utf-8-sig")


def _upload(firm: Visit, name: str, content: bytes) -> str:
    firm.go("/party/rosters/upload/")
    firm.look("party-upload")
    firm.page.set_input_files("input[type=file]", [{"name": name, "mimeType": "text/csv", "buffer": content}])
    firm.send("上传并检查")
    expect(firm.page.locator("#findings-title")).to_be_visible(timeout=60_000)
    return firm.address()


def _submit(firm: Visit) -> None:
    firm.click("选择接收单位并提交")
    firm.page.fill("[name=place]", STREET)
    firm.look("party-submit")
    firm.send("提交")
    expect(firm.page.get_by_text("已提交于")).to_be_visible(timeout=60_000)


def _tick(visit: Visit, *names: str) -> None:
    for name in names:
        visit.page.get_by_label(f"选择 {name}", exact=True).check()


def _issue(firm: Visit, first: str, *, to: str = "", picture: str = "") -> None:
    firm.page.fill("[name=before]", "组介〔2026〕")
    firm.page.fill("[name=first]", first)
    firm.page.fill("[name=after]", "号")
    firm.page.check("[name=medium][value=electronic]")
    firm.page.fill("[name=issued_on]", TODAY.isoformat())
    if to:
        firm.page.fill("[name=place]", to)
    firm.look(picture)
    firm.send("登记")


def test_a_party_roster_is_checked_submitted_and_taken_back(arrive: Arrive) -> None:
    firm = arrive("qiye.chen")
    firm.go("/party/rosters/")
    firm.look("party-rosters")
    with firm.download():
        firm.page.get_by_role("link", name="模板").first.click()
    address = _upload(firm, "党员一.csv", _roster(401, with_mistakes=True))
    firm.says("名册人数", "需修改", "介绍信已过有效期", "挂靠党员没有联系渠道")
    firm.look("party-report")
    assert firm.figure("可提交") == len(NAMES) - 1
    for page, picture in (("findings/", "party-findings"), ("rows/", "party-rows"), ("header/", "party-header")):
        firm.go(address + page)
        firm.look(picture)
    firm.go(address)
    firm.look()
    expect(firm.page.get_by_role("link", name="下载批注党员名册")).to_be_visible(timeout=60_000)
    with firm.download():
        firm.page.get_by_role("link", name="下载批注党员名册").click()
    firm.send("重新检查")
    expect(firm.page.locator("#findings-title")).to_be_visible(timeout=60_000)
    firm.look()
    _submit(firm)
    firm.look("party-submitted")
    firm.click("撤回整批")
    firm.page.fill("[name=reason]", "名册版本有误")
    firm.look("party-undo")
    firm.send("撤回整批")
    expect(firm.page.get_by_text("党员仍由本单位党组织负责管理")).to_be_visible(timeout=60_000)
    firm.look("party-undone")
    _upload(firm, "党员二.csv", _roster(421))
    firm.look()
    firm.send("放弃这一批")
    firm.look("party-discard-asks")
    firm.send("放弃这一批")
    firm.says("已放弃")
    firm.look()


def test_members_report_in_and_are_received_and_one_is_returned_and_issued_anew(arrive: Arrive) -> None:
    firm, street = arrive("qiye.chen"), arrive("jiedao.peng")
    address = _upload(firm, "党员三.csv", _roster(441))
    firm.look()
    _submit(firm)
    firm.look()
    firm.click("查看党员、登记介绍信")
    firm.says("介绍信已过期", "没有联系渠道")
    firm.look("party-members-enterprise")
    members = firm.address()
    _tick(firm, "赵明", "钱敏", "孙强")
    firm.follow(firm.page.get_by_role("button", name="登记介绍信"))
    _issue(firm, "0031", picture="party-letters")
    firm.says("已登记 3 封介绍信")
    firm.look()
    _is_received(street)
    _is_issued_anew(firm, members)
    _is_received_at_home(arrive("shequ.li"))
    firm.go("/")
    firm.says("没有联系渠道的挂靠党员")
    firm.look()
    firm.go(address)
    firm.look("party-progress")
    assert firm.figure("已接收") == 3
    _is_read_on_a_phone(arrive)


def _is_received(street: Visit) -> None:
    street.go("/")
    street.says("等待报到的党员")
    street.look()
    street.go("/party/?state=valid")
    street.look("party-waiting")
    _tick(street, "赵明", "钱敏", "孙强")
    street.follow(street.page.get_by_role("button", name="登记报到"))
    street.page.fill("[name=reported_on]", (TODAY + timedelta(days=1)).isoformat())
    street.send("登记报到")
    street.says("报到日期不能晚于今天")
    street.look("party-check-in-error")
    street.page.fill("[name=reported_on]", TODAY.isoformat())
    street.look("party-check-in")
    street.send("登记报到")
    street.says("已登记 3 人报到")
    street.look()
    _tick(street, "赵明", "钱敏")
    street.follow(street.page.get_by_role("button", name="接收", exact=True))
    street.look("party-accept")
    street.send("接收")
    street.says("已接收 2 人")
    street.look("party-members-street")
    street.follow(street.page.get_by_role("link", name="孙强", exact=True))
    street.look("party-member")
    street.follow(street.page.get_by_role("link", name="查看（须写明用途）"))
    street.look("party-channel-asks")
    street.send("显示联系渠道")
    street.look("party-channel")
    street.go("/party/?state=checked_in")
    street.look()
    _tick(street, "孙强")
    street.follow(street.page.get_by_role("button", name="退回企业"))
    street.page.check("[name=reason][value=not_living_here]")
    street.page.fill("[name=note]", "已向本人核实")
    street.look("party-return")
    street.send("退回")
    street.says("已退回 1 人")
    street.look()


def _is_issued_anew(firm: Visit, members: str) -> None:
    firm.go(members)
    firm.look("party-returned")
    firm.follow(firm.page.get_by_role("link", name="孙强", exact=True))
    firm.says("不在本地居住：已向本人核实")
    firm.look("party-member-returned")
    firm.send("登记介绍信")
    _issue(firm, "0051", to="岳麓区 · 岳麓街道 · 枇杷塘社区")
    firm.says("已登记 1 封介绍信")
    firm.look()
    _tick(firm, "阿依古丽·买买提")
    firm.follow(firm.page.get_by_role("button", name="撤回", exact=True))
    firm.look("party-withdraw-asks")
    firm.page.go_back()
    firm.look()


def _is_received_at_home(local: Visit) -> None:
    local.go("/party/")
    local.look("party-members-community")
    _tick(local, "孙强")
    local.follow(local.page.get_by_role("button", name="登记报到"))
    local.look()
    local.send("登记报到")
    local.look()
    local.follow(local.page.get_by_role("link", name="孙强", exact=True))
    local.look()
    local.send("接收")
    local.look()
    local.page.fill("[name=receipt_no]", "回执〔2026〕12号")
    local.send("接收")
    local.says("已接收 1 人")
    local.look()


def _is_read_on_a_phone(arrive: Arrive) -> None:
    phone = arrive("jiedao.peng", PHONE)
    phone.go("/party/")
    phone.look("phone-party-members")
    phone.follow(phone.page.get_by_role("link", name="赵明", exact=True).first)
    phone.look("phone-party-member")
    phone.go("/party/?name=没有这个人")
    phone.says("没有符合筛选条件的内容")
    phone.look("phone-party-empty")


def test_lists_of_party_members_are_readable_on_a_phone_and_for_the_city(arrive: Arrive) -> None:
    firm = arrive("qiye.luo", PHONE)
    firm.go("/party/rosters/")
    firm.look("phone-party-rosters")
    city = arrive("shi.huang")
    city.go("/party/")
    city.look("city-party-members")
