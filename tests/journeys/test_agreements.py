"""One agreement from an enterprise's draft to the district's file number, and what both sides see on the way."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from tests.journeys.conftest import Arrive
from tests.journeys.walk import PHONE, Visit

pytestmark = pytest.mark.journey
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF\n"
PEOPLE = 27


def test_an_agreement_goes_from_draft_to_file_between_two_sides(arrive: Arrive) -> None:
    firm, street, district = arrive("qiye.chen"), arrive("jiedao.peng"), arrive("qu.xiao")
    address = _drafts(firm)
    street.go(address)
    street.look()
    assert street.status == 404, "a draft is its own side's alone"
    _proposes(firm, address, "agreement-propose-asks")
    _is_sent_back_from_today(street, address)
    _writes_another_version(firm, address)
    _proposes(firm, address)
    street.go(address)
    street.send("同意")
    street.look("agreement-agree-asks")
    street.send("同意")
    street.says("已议定，待签署", f"{PEOPLE + 1} 人")
    street.look("agreement-agreed")
    _prints(street)
    _signs(firm, address)
    _files(district, address)
    firm.go(address)
    firm.says("已备案", "岳人社备")
    firm.look("agreement-filed")
    _reads_benefits(firm, address, "benefits")
    _reads_benefits(street, address, "street-benefits")
    firm.go(address)
    with firm.download() as files:
        firm.page.get_by_role("link", name="下载签署件").click()
    assert files[0].getvalue() == PDF


def _today() -> str:
    return timezone.localdate().isoformat()


def _drafts(firm: Visit) -> str:
    firm.go("/agreements/")
    firm.look("agreements")
    firm.click("起草移交协议")
    firm.page.locator("[name=enterprise]").select_option(label="中湘第三建设集团有限公司（演示）")
    firm.page.locator("[name=place]").select_option(label="岳麓区 · 岳麓街道")
    for name, value in (("people", PEOPLE), ("party_members", PEOPLE + 1), ("archives", PEOPLE)):
        firm.page.fill(f"[name={name}]", str(value))
    firm.page.fill("[name=covered]", "截至 2026 年 10 月已办理退休手续的人员")
    _fills_benefits(firm)
    firm.page.fill("[name=starts_on]", "2026-11-01")
    firm.page.fill("[name=ends_on]", "2027-10-31")
    firm.send("保存草稿")
    firm.says("党员人数不能多于退休人员人数")
    firm.look("agreement-draft-error")
    firm.page.fill("[name=party_members]", "8")
    firm.send("保存草稿")
    firm.says("起草中", "由企业修改后提请属地答复")
    firm.look("agreement-draft")
    return firm.address()


def _fills_benefits(firm: Visit) -> None:
    """Heating for everybody, out-of-pool costs for who retired earlier."""
    page = firm.page
    page.locator("[name=item0-kind]").select_option(label="供暖补贴")
    page.fill("[name=item0-amount]", "1200")
    page.locator("[name=item0-rhythm]").select_option(label="每年")
    page.fill("[name=item0-basis]", "职工代表大会决议（演示）")
    page.locator("summary", has_text="第 2 项").click()
    page.locator("[name=item1-kind]").select_option(label="统筹外费用")
    page.locator("[name=item1-audience]").select_option(label="某日以前退休的人员")
    page.fill("[name=item1-amount]", "128")
    firm.look("agreement-draft-benefits")
    firm.send("保存草稿")
    firm.says("待遇", "须写明是哪一日")
    firm.look()
    page.fill("[name=item1-retired_before]", "2016-01-01")


def _reads_benefits(visit: Visit, address: str, picture: str) -> None:
    """What stays with the enterprise, for whom, and what one of them is told."""
    visit.go(address)
    visit.look()
    visit.click("企业保留待遇")
    visit.page.locator("summary", has_text="全部 2 项").click()
    visit.says("供暖补贴：全体移交人员，每年 1,200.00 元", "2016年1月1日以前退休的人员")
    visit.look(picture)
    visit.follow(visit.page.locator("tbody a").first)
    visit.says("由原企业发放，社区不代发", "供暖补贴")
    visit.look(f"{picture}-person")


def _proposes(firm: Visit, address: str, picture: str = "") -> None:
    firm.go(address)
    firm.send("提请对方答复")
    firm.look(picture)
    firm.send("提请对方答复")
    firm.says("待对方答复")
    firm.look()
    if picture:
        # Taken back and proposed again: as long as nobody answered, that is the proposer's right.
        firm.send("收回修改")
        firm.look()
        firm.send("收回修改")
        firm.look()
        _proposes(firm, address)


def _is_sent_back_from_today(street: Visit, address: str) -> None:
    street.go("/")
    street.says("等待本方答复的移交协议")
    street.look()
    street.go("/agreements/?state=answer")
    street.look("agreements-to-answer")
    assert street.total() >= 1
    street.go(address)
    street.look("agreement-proposed")
    street.click("退回修改")
    street.page.fill("[name=remark]", "人数请再核对，应为 28 人。")
    street.look("agreement-send-back")
    street.send("退回修改")
    street.look()


def _writes_another_version(firm: Visit, address: str) -> None:
    firm.go(address)
    firm.says("人数请再核对")
    firm.look("agreement-returned")
    firm.click("修改协议内容")
    firm.look()
    firm.page.fill("[name=people]", str(PEOPLE + 1))
    firm.page.fill("[name=remark]", "按街道意见更正人数")
    firm.send("保存新版本")
    firm.look()
    firm.click("对比各版本")
    firm.says("（不一致）", str(PEOPLE), str(PEOPLE + 1))
    firm.look("agreement-versions")


def _prints(street: Visit) -> None:
    street.click("协议文本")
    street.says("第一条", f"共 {PEOPLE + 1} 人", "甲方（移交方）")
    street.look("agreement-text")
    street.page.emulate_media(media="print")
    street.take("agreement-text-print")
    street.page.emulate_media(media="screen")


def _signs(firm: Visit, address: str) -> None:
    firm.go(address)
    firm.look()
    firm.click("登记签署")
    firm.page.fill("[name=signed_on]", _today())
    firm.page.check("[name=verified]")
    firm.page.set_input_files(
        "input[type=file]", [{"name": "协议.pdf", "mimeType": "application/pdf", "buffer": b"no"}]
    )
    firm.send("登记签署")
    firm.says("文件不是 PDF、JPG 或 PNG 扫描件")
    firm.look("agreement-sign-error")
    firm.page.set_input_files("input[type=file]", [{"name": "协议.pdf", "mimeType": "application/pdf", "buffer": PDF}])
    firm.page.check("[name=verified]")
    firm.send("登记签署")
    firm.says("已签署，待备案")
    firm.look("agreement-signed")


def _files(district: Visit, address: str) -> None:
    district.go("/")
    district.says("已签署待备案的移交协议")
    district.look()
    district.go(address)
    district.look()
    district.click("登记备案")
    district.page.fill("[name=filed_no]", "岳人社备〔2026〕27号")
    district.page.fill("[name=filed_on]", _today())
    district.look("agreement-file")
    district.send("登记备案")
    district.look()


def test_batches_deliver_an_agreement_and_figures_lead_to_their_people(arrive: Arrive) -> None:
    firm = arrive("qiye.luo")
    firm.go("/agreements/?state=filed")
    firm.look()
    firm.follow(firm.page.locator("tbody a").first)
    firm.look("agreement-delivered")
    firm.says("三方对账", "未平事项", "人事档案：尚未送出")
    behind = firm.page.locator("[aria-labelledby=figures-title] td[data-label=已送出] a").first
    sent = int(re.sub(r"\D", "", behind.inner_text()))
    assert sent > 100
    firm.follow(behind)
    firm.look("agreement-people-behind")
    assert firm.total() == sent
    firm.page.go_back()
    firm.look()
    firm.follow(firm.page.get_by_role("button", name=re.compile("解除关联")).first)
    firm.look("agreement-unlink-asks")
    firm.click("返回，不做改动")
    firm.look()
    firm.click("关联移交批次")
    firm.look("agreement-link")
    firm.page.locator("[name=batch]").select_option(index=1)
    firm.send("关联")
    firm.says("已关联批次。")
    firm.page.locator("#batches-title").scroll_into_view_if_needed()
    firm.look("agreement-reconciled")
    firm.click("起草补充协议")
    firm.look("agreement-supplement")


def test_an_agreement_is_given_up_closed_or_ended_only_when_it_was_said(arrive: Arrive) -> None:
    firm = arrive("qiye.chen")
    firm.go("/agreements/?state=draft")
    firm.look()
    firm.follow(firm.page.locator("tbody a").first)
    firm.look()
    firm.send("撤销")
    firm.look("agreement-cancel-asks")
    firm.click("返回，不做改动")
    firm.look()
    firm.go("/agreements/?text=没有这个文号")
    firm.says("没有符合筛选条件的内容")
    firm.look("agreements-empty")
    city = arrive("shi.huang")
    city.go("/agreements/?state=filed")
    city.look("city-agreements")
    city.follow(city.page.locator("tbody a").first)
    city.look()
    city.click("中途终止")
    city.look("agreement-end")
    city.click("返回，不做改动")
    city.look()
    city.click("办结")
    city.page.check("[name=verified]")
    city.send("办结")
    city.says("请说明余量情况")
    city.look("agreement-close-error")


def test_an_agreement_is_readable_on_a_phone(arrive: Arrive) -> None:
    firm = arrive("qiye.luo", PHONE)
    firm.go("/agreements/?state=filed")
    firm.look("phone-agreements")
    firm.follow(firm.page.locator("tbody a").first)
    firm.look("phone-agreement")


def test_what_must_be_ready_is_reported_by_one_side_and_answered_by_the_other(arrive: Arrive) -> None:
    firm, street = arrive("qiye.luo"), arrive("jiedao.peng")
    firm.go("/agreements/?state=proposed")
    firm.look()
    firm.follow(firm.page.locator("tbody a").first)
    firm.look()
    firm.click("移交准备清单")
    firm.says("清点拟移交人员", "系统中的情况", "下一步由企业办理")
    firm.look("checklist")
    address = firm.address()
    _item(firm, "people_counted", "修改责任人和期限")
    firm.page.fill("[name=owner_name]", "人力资源部 罗先生")
    firm.look("checklist-assign")
    firm.send("保存")
    _item(firm, "plan_written", "报告已就绪")
    firm.page.fill("[name=remark]", "方案已印发，含应急预案。")
    firm.page.locator("[name=scan]").set_input_files(
        {"name": "方案.pdf", "mimeType": "application/pdf", "buffer": b"x"}
    )
    firm.send("报告")
    firm.says("文件不是 PDF、JPG 或 PNG 扫描件")
    firm.look("checklist-report-error")
    firm.page.fill("[name=remark]", "方案已印发，含应急预案。")
    firm.page.locator("[name=scan]").set_input_files({"name": "方案.pdf", "mimeType": "application/pdf", "buffer": PDF})
    firm.send("报告")
    firm.says("待对方确认")
    firm.look("checklist-reported")
    with firm.download() as files:
        firm.page.get_by_role("link", name=re.compile("下载附件")).first.click()
    assert files[0].getvalue() == PDF
    _item(firm, "people_counted", "报告已就绪")
    firm.page.fill("[name=remark]", "名册共 138 人。")
    firm.send("报告")
    firm.look()
    _item(firm, "people_counted", "收回报告")
    firm.look()
    _item(firm, "people_counted", "报告已就绪")
    firm.page.fill("[name=remark]", "名册共 138 人，含去世待核 2 人。")
    firm.send("报告")
    firm.look()
    _answers(street, address)
    firm.go("/checklists/")
    firm.says("准备程度", "%")
    firm.look("checklists")
    firm.go("/checklists/items/?turn=mine")
    firm.look("checklist-items")
    firm.go("/checklists/items/?text=没有这个编号")
    firm.look("checklist-items-empty")


def _answers(street: Visit, address: str) -> None:
    street.go(address)
    street.look("checklist-to-answer")
    _item(street, "people_counted", "退回")
    street.page.fill("[name=remark]", "请先核清 2 名去世待核人员。")
    street.look("checklist-send-back")
    street.send("退回")
    street.look()
    _item(street, "plan_written", "确认就绪")
    street.says("已就绪")
    street.look()
    _item(street, "plan_written", "重新准备")
    street.look("checklist-reopen")
    street.click("返回，不做改动")
    street.look()
    _item(street, "liaison_named", "确认不适用")
    street.page.fill("[name=remark]", "联系人已写入协议。")
    street.look("checklist-waive")
    street.send("确认不适用")
    street.says("不适用")
    street.look("checklist-answered")


def _item(visit: Visit, code: str, step: str) -> None:
    """Press a button of one item."""
    visit.follow(visit.page.locator(f"#item-{code}").get_by_text(re.compile(f"^{step}")).first)


def test_a_checklist_is_readable_on_a_phone(arrive: Arrive) -> None:
    firm = arrive("qiye.luo", PHONE)
    firm.go("/checklists/")
    firm.look("phone-checklists")
    firm.follow(firm.page.locator("tbody a").first)
    firm.look("phone-checklist")
