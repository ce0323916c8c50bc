"""Party organisations from the enterprise's list to their life at the street: one whole, one sent back, one kept for now."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.walk import PHONE, Visit

pytestmark = pytest.mark.journey
RECEIVER = "岳麓区 · 岳麓街道"
ONE, TWO, THREE = "走访一党支部", "走访二党支部", "走访三联合党支部"
LINES = f"{ONE}\t党支部\t集团公司党委\t36\t\t月华巷12号2楼\t书记\t周建军\t0731-88001234\n{TWO}\t党支部\t集团公司党委\t2\n{THREE}\t联合党支部\t\t9\n"


def _tick(visit: Visit, name: str) -> None:
    visit.go(f"/branches/?name={name}")
    visit.page.locator("tbody input[type=checkbox]").first.check()


def _open(visit: Visit, name: str) -> None:
    visit.go(f"/branches/?name={name}")
    visit.follow(visit.page.locator("tbody a").first)


def _step(visit: Visit, name: str, words: str, picture: str = "", /, **told: str) -> None:
    """Do the step that is due, as the page of the organisation offers it."""
    _open(visit, name)
    visit.look()
    visit.click(f"登记：{words}")
    for field, value in told.items():
        visit.page.fill(f"[name={field}]", value)
    visit.look(picture)
    visit.send("登记这一步")
    visit.says(f"“{words}”已登记")


def _offer(firm: Visit, name: str, path: str, picture: str = "") -> None:
    _tick(firm, name)
    firm.send("提交移交")
    firm.page.check(f"[name=path][value={path}]")
    firm.page.fill("[name=place]", RECEIVER)
    firm.look(picture)
    firm.send("提交移交")
    firm.says("已提交 1 个党组织")
    firm.look()


def test_organisations_are_listed_and_one_goes_whole(arrive: Arrive) -> None:
    firm, street = arrive("qiye.chen"), arrive("jiedao.peng")
    _is_listed(firm, "甲")
    _offer(firm, f"{ONE}甲", "whole", "branch-offer")
    _step(firm, f"{ONE}甲", "上级党委批复", "branch-step", number="湘机党〔2026〕5号", done_on="2026-05-06")
    firm.look("branch-approved")
    street.go("/")
    street.says("待签收的党组织")
    street.look()
    street.go("/branches/?state=pending&owed_by=place")
    street.look("branches-pending")
    _step(street, f"{ONE}甲", "接收党委签收", "branch-sign", number="签收〔2026〕1号", done_on="2026-05-12")
    street.look("branch-signed")
    _step(
        street,
        f"{ONE}甲",
        "确定新的名称和代码",
        named="岳麓街道离退休第三党支部",
        done_on="2026-05-20",
        code="430104000012",
    )
    street.follow(street.page.get_by_role("link", name="更正").last)
    street.page.fill("[name=code]", "430104000013")
    street.look("branch-correct")
    street.send("保存更正")
    street.says("更正前：")
    street.look()
    _step(street, f"{ONE}甲", "落实书记，开展组织生活", "branch-living", secretary="陈国强", done_on="2026-06-01")
    street.says("已落实")
    street.look("branch-settled")
    street.click("查看（须写明用途）")
    street.look()
    street.send("显示")
    street.says("陈国强")
    street.look("branch-contact")
    _is_counted(arrive)


def test_one_is_sent_back_and_one_kept_for_now(arrive: Arrive) -> None:
    firm, street = arrive("qiye.chen"), arrive("jiedao.peng")
    _is_listed(firm, "丙")
    _offer(firm, f"{TWO}丙", "dissolved")
    _step(firm, f"{TWO}丙", "上级党委批复撤销", number="湘机党〔2026〕6号", done_on="2026-05-06")
    _step_refused(firm, f"{TWO}丙")
    _tick(street, f"{TWO}丙")
    street.look()
    street.send("退回企业")
    street.page.check("[name=reason][value=path_unsuitable]")
    street.send("退回企业")
    street.says("请写明情况")
    street.look("branch-return-error")
    street.page.fill("[name=note]", "党员都住在本街道，建议并入")
    street.send("退回企业")
    street.says("已退回 1 个党组织")
    street.look()
    _open(firm, f"{TWO}丙")
    firm.says("建议并入")
    firm.look("branch-returned")
    _offer(firm, f"{THREE}丙", "kept")
    _step(
        firm, f"{THREE}丙", "说明暂留理由和下一步", "branch-keep", note="党员多在厂区居住，半年后再定",
        next_on="2030-06-01", done_on="2026-05-06",
    )  # fmt: skip
    _step(street, f"{THREE}丙", "接收单位同意暂留", done_on="2026-05-12")
    street.says("暂留企业不是办结")
    street.look("branch-kept")
    _is_taken_back(firm)
    phone = arrive("jiedao.peng", PHONE)
    phone.go("/branches/?state=open")
    phone.look("phone-branches")
    _open(phone, f"{THREE}丙")
    phone.look("phone-branch")
    phone.go("/branches/?name=没有这个名称")
    phone.says("没有符合筛选条件的内容")
    phone.look("branches-empty")


def _is_listed(firm: Visit, sign: str) -> None:
    lines = LINES
    for name in (ONE, TWO, THREE):
        lines = lines.replace(f"{name}\t", f"{name}{sign}\t")
    firm.go("/branches/")
    firm.look("branches")
    firm.click("从表格粘贴")
    firm.page.fill("[name=lines]", lines.replace("联合党支部\t\t9", "车间\t\t九"))
    firm.send("检查并列入")
    firm.says("第 3 行：类别请填")
    firm.look("branch-paste-error")
    firm.page.fill("[name=lines]", lines)
    firm.send("检查并列入")
    firm.says("已列入，请核对后提交移交")
    firm.look()


def _step_refused(firm: Visit, name: str) -> None:
    _open(firm, name)
    firm.look()
    firm.click("登记：党员全部转出")
    firm.page.fill("[name=done_on]", "2026-05-10")
    firm.send("登记这一步")
    firm.says("党员名册中还没有这个党组织的党员")
    firm.look("branch-step-error")


def _is_taken_back(firm: Visit) -> None:
    _tick(firm, f"{TWO}丙")
    firm.send("撤回")
    firm.look("branch-withdraw")
    firm.send("撤回")
    firm.says("已撤回 1 个党组织")
    firm.look()
    _open(firm, f"{TWO}丙")
    firm.look()
    firm.click("修改")
    firm.page.fill("[name=members]", "3")
    firm.look("branch-change")
    firm.send("保存")
    firm.says("已保存")
    firm.look()
    firm.send("作废")
    firm.look()
    firm.send("作废")
    firm.says("已作废，可以在这一页恢复")
    firm.look()
    firm.send("恢复")
    firm.says("已恢复")
    firm.look()
    firm.go("/branches/add/")
    firm.look("branch-add")


def _is_counted(arrive: Arrive) -> None:
    city = arrive("shi.huang")
    city.go("/insight/three/?strand=branches&by=street")
    city.says("党组织明细", "协议约定党员人数")
    city.look("three-branches")
    firm = arrive("qiye.chen")
    firm.go("/branches/rosters/")
    firm.look("branches-unlisted")
    link = firm.page.locator("tbody a").first
    expect(link).to_be_visible()
    firm.follow(link)
    firm.look("branch-link")
