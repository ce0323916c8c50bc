"""One agreement from its draft to what is really there: three people, their archives and party relations, between five."""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl
import pytest
from playwright.sync_api import expect

from tests.journeys.agreed import FIRM, STREET, TODAY, Sides, Wanted, agree, confirm, pay
from tests.journeys.conftest import Arrive
from tests.journeys.rosters import Staff, hire
from tests.journeys.steps import submit, upload
from tests.journeys.walk import Visit

pytestmark = pytest.mark.journey
PEOPLE, MEMBERS = 3, 2
NAMES = ("连甲林", "连乙林", "连丙林")
WANTED = Wanted(
    {"people": str(PEOPLE), "party_members": str(MEMBERS), "archives": str(PEOPLE), "amount": "600"},
    "本月移交的三名退休人员", "岳人社备〔2026〕91号",
    (("管理服务经费", "360", "2030-03-31"), ("档案整理和数字化经费", "240", "2030-06-30")), "chain",
)  # fmt: skip
CATALOGUE = "序号,档号,姓名,身份证号,条形码,盒号,份数,页数,缺件说明\n"
ROSTER = (
    "序号,姓名,身份证号,政治面貌,入党时间,转正时间,所在党支部,党费交至,党员档案保管单位,是否挂靠,挂靠单位,联系渠道,"
    "介绍信编号,介绍信开出日期,介绍信方式\n"
)


@dataclass(frozen=True)
class Rates:
    """What the city's page says of one enterprise and one strand."""

    handed_over: int
    received: int
    usable: int
    unverified: int


def test_one_agreement_from_its_draft_to_what_is_really_there(arrive: Arrive) -> None:
    # Names of nobody else, for other walks leave people of the same enterprise behind.
    staff = Staff(hire(PEOPLE, seed=91).people.with_columns(name=pl.Series(NAMES)))
    firm, street, district, local = (arrive(who) for who in ("qiye.chen", "jiedao.peng", "qu.xiao", "shequ.li"))
    city = arrive("shi.huang")
    before = {strand: _rates(city, strand) for strand in ("people", "party", "archives")}

    agreement = agree(Sides(firm, street, district), WANTED)
    batches = (
        _arrive_people(firm, local, staff.clean()),
        _arrive_archives(firm, street, staff.people),
        _arrive_members(firm, local, staff.people.head(MEMBERS)),
    )
    _arrive_money(firm, street, agreement)
    _is_reconciled(firm, agreement, batches)
    _is_closed(street, agreement)

    after = {strand: _rates(city, strand) for strand in ("people", "party", "archives")}
    city.look("chain-three")
    gone = {strand: (after[strand].handed_over - before[strand].handed_over) for strand in after}
    there = {strand: (after[strand].received - before[strand].received) for strand in after}
    assert gone == there == {"people": PEOPLE, "party": MEMBERS, "archives": PEOPLE}
    assert after["people"].usable - before["people"].usable == 1, "one was spoken with, two are not yet verified"
    assert after["people"].unverified - before["people"].unverified == PEOPLE - 1
    assert after["archives"].unverified - before["archives"].unverified == PEOPLE, "nothing is digitised yet"


def _rates(city: Visit, strand: str) -> Rates:
    city.go(f"/insight/three/?by=enterprise&strand={strand}&per_page=500")
    city.look()
    row = city.page.locator("tbody tr", has_text=FIRM).first
    if not row.count():
        return Rates(0, 0, 0, 0)
    cells = (row.locator("td").nth(column) for column in _columns(city))
    return Rates(*(int(re.sub(r"\D", "", cell.inner_text()) or 0) for cell in cells))


def _columns(city: Visit) -> list[int]:
    """Where the four figures stand: the column of what is usable is called otherwise for each strand."""
    heads = [head.strip() for head in city.page.locator("thead th").all_inner_texts()]
    usable = next(at for at, head in enumerate(heads) if head.startswith("可用"))
    return [heads.index("已移交"), heads.index("已接收（实到）"), usable, heads.index("待核实")]


def _batch_no(firm: Visit) -> str:
    """The number in the heading of a batch's page."""
    return firm.page.locator("h1").inner_text().split()[0]


def _arrive_people(firm: Visit, local: Visit, content: bytes) -> str:
    upload(firm, "三人名册.xlsx", content)
    firm.look()
    batch_no = _batch_no(firm)
    submit(firm, PEOPLE)
    local.go("/handover/waiting/?size=200")
    for name in NAMES:
        local.page.locator("tbody tr", has_text=name).locator("input[name=ids]").check()
    local.look("chain-waiting")
    for _ in range(2):
        local.send("接收")
        local.look()
    local.go("/handover/contacts/?size=200")
    local.look()
    mine = local.page.locator("tbody tr", has_text=NAMES[0])
    local.follow(mine.get_by_role("link", name="登记首次联系"))
    local.look()
    local.page.get_by_label("本人", exact=True).check()
    local.page.get_by_label("已与对方逐项核实").check()
    local.look("chain-contact")
    local.send("登记首次联系")
    local.look()
    return batch_no


def _send(firm: Visit, kind: str, name: str, content: str) -> str:
    """Upload, check and submit a list to the street; its number."""
    firm.go(f"/{kind}/upload/")
    firm.look()
    firm.page.set_input_files(
        "input[type=file]", [{"name": name, "mimeType": "text/csv", "buffer": content.encode("utf-8-sig")}]
    )
    firm.send("上传并检查")
    expect(firm.page.locator("#findings-title")).to_be_visible(timeout=60_000)
    firm.look()
    batch_no = _batch_no(firm)
    firm.click("选择接收单位并提交")
    firm.page.fill("[name=place]", STREET)
    firm.look()
    firm.send("提交")
    expect(firm.page.get_by_role("link", name=re.compile("撤回整批"))).to_be_visible(timeout=60_000)
    firm.look()
    return batch_no


def _arrive_archives(firm: Visit, street: Visit, people: pl.DataFrame) -> str:
    lines = [
        f"{at},LT-{at},{name},{number},TMLT{at},A-1,12,120,\n"
        for at, (name, number) in enumerate(people.select("name", "id_no").iter_rows(), 1)
    ]
    batch_no = _send(firm, "archives/catalogues", "三人目录.csv", CATALOGUE + "".join(lines))
    street.go("/archives/reception/?state=todo&size=200")
    street.look()
    street.follow(street.page.locator("tbody").get_by_role("link", name=batch_no))
    street.look()
    street.click("批量清点")
    street.look()
    street.page.fill("[name=codes]", "".join(f"TMLT{at}\n" for at in range(1, PEOPLE + 1)))
    street.look("chain-scan")
    street.send("清点")
    street.look()
    street.follow(street.page.get_by_role("link", name="完成清点", exact=True))
    street.look()
    street.page.check("[name=verified]")
    street.send("完成清点")
    street.says("已完成清点")
    street.look("chain-archives")
    return batch_no


def _arrive_members(firm: Visit, local: Visit, people: pl.DataFrame) -> str:
    lines = [
        f"{at},{name},{number},中共党员,1985-07-01,1986-07-01,退休党支部,{TODAY[:7]},集团党委组织部,否,,1390000{at:04d},"
        f"组介链{at},{TODAY},电子\n"
        for at, (name, number) in enumerate(people.select("name", "id_no").iter_rows(), 1)
    ]
    batch_no = _send(firm, "party/rosters", "两名党员.csv", ROSTER + "".join(lines))
    for page, button, picture in (
        ("/party/?state=valid&size=200", "登记报到", ""), ("/party/?state=checked_in&size=200", "接收", "chain-members"),
    ):  # fmt: skip
        local.go(page)
        local.look()
        for name in people["name"]:
            local.page.get_by_label(f"选择 {name}", exact=True).check()
        local.follow(local.page.get_by_role("button", name=button, exact=True))
        local.look()
        local.send(button)
        local.look(picture)
    return batch_no


def _arrive_money(firm: Visit, street: Visit, agreement: str) -> None:
    """Each instalment is noted by who paid it and confirmed by who received it."""
    for number, picture in ((1, "chain-money-note"), (2, "")):
        pay(firm, agreement, f"HD-LIAN-{number}", picture)
        street.go(agreement)
        street.look()
        street.click("移交经费")
        street.look()
        confirm(street, number, "chain-money-confirm" if picture else "")
    street.says("没有未平事项")
    street.look("chain-money")


def _is_closed(street: Visit, agreement: str) -> None:
    """Everything has come: the street closes the agreement, and no remainder is left to explain."""
    street.go(agreement)
    street.look()
    street.click("办结")
    street.says("没有余量")
    street.page.check("[name=verified]")
    street.look("chain-close")
    street.send("办结")
    street.says("已办结", "当时没有余量。")
    street.look("chain-closed")


def _is_reconciled(firm: Visit, agreement: str, batches: tuple[str, ...]) -> None:
    """The three batches are what the agreement was about: agreed, sent and received are the same, and nothing is open."""
    for batch_no in batches:
        firm.go(agreement)
        firm.look()
        firm.click("关联移交批次")
        firm.look()
        chosen = firm.page.locator("[name=batch] option", has_text=batch_no).get_attribute("value")
        firm.page.locator("[name=batch]").select_option(value=chosen)
        firm.send("关联")
        firm.says("已关联批次。")
        firm.look()
    firm.page.locator("#figures-title").scroll_into_view_if_needed()
    firm.look("chain-reconciled")
    figures = firm.page.locator("[aria-labelledby=figures-title]")
    expected = (("退休人员", PEOPLE), ("其中党员", MEMBERS), ("人事档案", PEOPLE), ("移交经费", "60000"))
    for strand, number in expected:
        row = figures.locator("tbody tr", has_text=strand).first
        told = [re.sub(r"\D", "", row.locator(f"td[data-label='{label}']").first.inner_text()) for label in _SIDES]
        assert told == [str(number)] * len(_SIDES), strand


_SIDES = ("协议", "已送出", "已接收")
