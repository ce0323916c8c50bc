"""The check of an asset list: what it finds, what it keeps of each row, which community is meant."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest

from yinqiao.areas.assets.models import AssetRow
from yinqiao.areas.assets.queries import match_communities
from yinqiao.areas.assets.tests.estate import COMMUNITY, Estate, asset
from yinqiao.areas.assets.types import ASSET_LIST
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.handover.tests.test_lists import ask
from yinqiao.areas.lists import services as lists
from yinqiao.areas.lists.views import report, sending
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_a_whole_list_has_no_finding_and_is_kept_as_it_says(estate: Estate) -> None:
    batch_id = estate.check(asset(duties="工会、老年大学", area="1,320.505㎡"))
    assert estate.found(batch_id) == [(2, "assets.still_serves", "warns")]
    assert estate.batch(batch_id).counts == {"rows": 1, "ready": 1, "blocked": 0}
    with acting(estate.firm):
        kept = AssetRow.objects.get(batch_id=batch_id)
    assert (kept.kind, kept.title_state, kept.path) == ("venue", "certified", "transfer")
    assert (kept.area, kept.value, kept.is_separable) == (Decimal("1320.51"), Decimal("1268000.00"), True)
    assert (kept.duties, kept.community_no) == ("union,elder_university", places().by_code[COMMUNITY].place_no)
    assert f"{kept.valued_on} {kept.approved_on}" == "2026-01-31 2026-02-01"
    page = ask(report.findings, estate.firm, about={"kind": ASSET_LIST, "batch_id": batch_id})
    assert "工会、老年大学" in page


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([asset(no="")], [(2, "roster.required_missing", "blocks")]),
        ([asset(address="")], [(2, "roster.required_missing", "blocks")]),
        ([asset(path="")], [(2, "roster.required_missing", "blocks")]),
        ([asset(path="卖掉")], [(2, "roster.code_unknown", "blocks")]),
        ([asset(title="不清楚的")], [(2, "roster.code_unknown", "blocks")]),
        ([asset(), asset(name="另一处", address="别处")],
         [(2, "assets.number_repeated", "blocks"), (3, "assets.number_repeated", "blocks")]),
        ([asset(), asset("FW2", name="活动中心FW1")],
         [(2, "assets.place_repeated", "warns"), (3, "assets.place_repeated", "warns")]),
        ([asset(area="")], [(2, "assets.area_missing", "blocks")]),
        ([asset(area="0")], [(2, "assets.area_missing", "blocks")]),
        ([asset(area="0.004")], [(2, "assets.area_missing", "blocks")]),
        ([asset(area="-5")], [(2, "roster.amount_unreadable", "warns"), (2, "assets.area_missing", "blocks")]),
        ([asset(area="1000000.01")], [(2, "roster.amount_beyond", "warns"), (2, "assets.area_missing", "blocks")]),
        ([asset(area="", kind="设备")], []),
        ([asset(area="", kind="")], [(2, "assets.area_missing", "blocks")]),
        ([asset(separable="否")], [(2, "assets.not_separable", "warns")]),
        ([asset(separable="否", path="共享")], []),
        ([asset(title="无证")], [(2, "assets.without_title", "warns")]),
        ([asset(approval="")], [(2, "assets.without_approval", "warns")]),
        ([asset(approved="")], [(2, "assets.without_approval", "warns")]),
        ([asset(title="共有")], [(2, "assets.title_joint", "warns")]),
        ([asset(title="租用", path="租赁")], [(2, "assets.title_rented", "warns")]),
        ([asset(report="")], [(2, "assets.valuation_incomplete", "warns")]),
        ([asset(valued="")], [(2, "assets.valuation_incomplete", "warns")]),
        ([asset(value="", report="", valued="")], []),
        ([asset(value="约三百万")], [(2, "roster.amount_unreadable", "warns")]),
        ([asset(duties="食堂")], [(2, "roster.code_unknown", "warns")]),
        ([asset(community="没有这个社区")], [(2, "assets.community_unknown", "warns")]),
        ([asset(valued="2026-13-01")],
         [(2, "roster.date_impossible", "warns"), (2, "assets.valuation_incomplete", "warns")]),
        ([asset(name="示例：退休职工活动中心")], [(2, "roster.template_example", "blocks")]),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_file_is_found(
    estate: Estate, lines: list[dict[str, str]], expected: list[tuple[int, str, str]]
) -> None:
    batch_id = estate.check(*lines)
    assert estate.found(batch_id) == expected
    blocked = len({row for row, _, severity in expected if severity == "blocks"})
    assert estate.batch(batch_id).counts == {"rows": len(lines), "ready": len(lines) - blocked, "blocked": blocked}


def test_a_header_in_ten_thousand_yuan_or_mu_is_pointed_out_and_its_figures_are_not_used(estate: Estate) -> None:
    batch_id = estate.check(asset(value="126.8"), headers={"value": "评估价值（万元）"})
    assert estate.found(batch_id) == [(0, "assets.unit_other", "warns")]
    with acting(estate.firm):
        assert AssetRow.objects.get(batch_id=batch_id).value is None
    batch_id = estate.check(asset("FW2"), headers={"area": "建筑面积（亩）"})
    assert estate.found(batch_id) == [(0, "assets.unit_other", "warns"), (2, "assets.area_missing", "blocks")]


def test_of_a_row_that_is_held_back_number_and_name_alone_are_kept(estate: Estate) -> None:
    batch_id = estate.check(asset(), asset("FW2", area="", remark="说明"))
    with acting(estate.firm):
        kept = AssetRow.objects.get(batch_id=batch_id, state="blocked")
    assert (kept.asset_no, kept.name) == ("FW2", "活动中心FW2")
    assert (kept.address, kept.area, kept.path, kept.value, kept.remark) == ("", None, "", None, "")


def test_an_asset_on_offer_or_settled_is_held_back(estate: Estate) -> None:
    first = estate.offer(asset(path="留企"))
    again = estate.check(asset(), asset("FW2"))
    assert estate.found(again) == [(2, "assets.on_offer", "blocks")]
    page = ask(report.findings, estate.firm, about={"kind": ASSET_LIST, "batch_id": again})
    assert estate.batch(first).batch_no in page
    estate.survey()
    estate.walk()
    lists.recheck(actor=estate.firm, at=NOW, kind=ASSET_LIST, batch_id=again)
    lists.check_batch(actor=estate.firm, at=NOW, batch_id=again)
    assert estate.found(again) == [(2, "assets.settled", "blocks")]
    # The same number of another enterprise is another asset.
    assert estate.found(estate.check(asset(), by=estate.rival)) == []


def test_a_community_is_found_by_its_own_name_or_with_the_places_above_it(estate: Estate) -> None:
    number = places().by_code[COMMUNITY].place_no
    meant = {
        "月华社区",
        "望月湖街道月华社区",
        "岳麓区 · 望月湖街道 · 月华社区",
        "长沙市岳麓区望月湖街道月华社区居委会",
        "岳麓区月华社区",
    }
    assert match_communities(places(), meant | {"望月湖街道", "月华", "社区"}) == dict.fromkeys(meant, number)


def test_its_pages_speak_of_assets_and_its_template_can_be_filled_in_and_read_again(estate: Estate) -> None:
    batch_id = estate.check(asset(), asset("FW2", area=""))
    page = ask(report.batch, estate.firm, about={"kind": ASSET_LIST, "batch_id": batch_id})
    assert "清单项数" in page and "选择接收单位并提交" in page and "名册" not in page.partition("<main")[2]
    template = ask(sending.template, estate.firm, about={"kind": ASSET_LIST})
    sheet = openpyxl.load_workbook(io.BytesIO(template)).active
    words = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "资产编号" in words and "建筑面积" in words and "示例：退休职工活动中心" in words
    lists.discard_batch(actor=estate.firm, at=NOW, kind=ASSET_LIST, batch_id=batch_id)
    with acting(estate.firm):
        assert not AssetRow.objects.filter(batch_id=batch_id).exists()
