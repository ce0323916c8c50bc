"""Pages of assets on both sides: submission, survey, steps, corrections, another path, lists, figures, the paper."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.urls import reverse

from yinqiao.areas.assets import services
from yinqiao.areas.assets.tests.estate import Estate, asset
from yinqiao.areas.assets.types import AssetState, HandoverPath
from yinqiao.areas.assets.views import assets as views
from yinqiao.areas.assets.views.today import today_entries
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.handover.tests.test_lists import ask
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, NotFound
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
TODAY = date(2026, 3, 2)


def _page(actor: Actor, name: str, one: UUID | None = None, data: dict[str, Any] | None = None, query: str = "") -> str:
    address = reverse(f"assets:{name}", args=[one] if one else []) + query
    answer = Browser(actor).ask(address, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def test_the_officer_names_the_receiver_from_a_list_and_submits(estate: Estate) -> None:
    batch_id = estate.check(asset(), asset("FW2", separable="否"))
    page = _page(estate.firm, "submit", batch_id)
    assert "2 项" in page and "岳麓区 · 望月湖街道" in page and "月华社区" not in page
    assert "请从列表中选择" in _page(estate.firm, "submit", batch_id, {"place": "月华社区"})
    assert _page(estate.firm, "submit", batch_id, {"place": "望月湖街道"}) == "302"
    services.submit_batch(actor=estate.firm, at=NOW, batch_id=batch_id)
    page = _page(estate.firm, "batch", batch_id)
    assert "接收单位：岳麓区 · 望月湖街道" in page and "撤回整批" in page and "641.00 平方米" in page
    with pytest.raises(Conflict):
        _page(estate.firm, "submit", batch_id)


def test_it_is_taken_back_with_a_reason(estate: Estate) -> None:
    batch_id = estate.offer(asset())
    assert "撤回后" in _page(estate.firm, "undo", batch_id)
    assert "撤回原因" in _page(estate.firm, "undo", batch_id, {"reason": ""})
    assert _page(estate.firm, "undo", batch_id, {"reason": "清单版本有误"}) == "302"
    services.undo_batch(actor=estate.firm, at=NOW, batch_id=batch_id)
    assert "资产仍由本单位管理使用" in _page(estate.firm, "batch", batch_id)
    with pytest.raises(NotFound):
        _page(estate.firm, "paper", batch_id)


def test_the_street_surveys_and_both_sides_read_it(estate: Estate) -> None:
    estate.offer(asset(duties="工会"))
    one = estate.asset().pk
    page = _page(estate.street, "asset", one)
    assert "现场核实" in page and "退回企业" in page and "还承担其他职能：工会" in page and "320.50 平方米" in page
    assert "320.50" in _page(estate.street, "survey", one)
    told = {"area": "300.25", "condition": "needs_repair", "is_separable": "no", "note": ""}
    assert "请写明差异和情况" in _page(estate.street, "survey", one, told)
    assert "请" in _page(estate.street, "survey", one, {**told, "area": "-1"})
    assert _page(estate.street, "survey", one, {**told, "note": "屋顶漏水，少一间"}) == "302"
    for actor in (estate.street, estate.firm, estate.community):
        page = _page(actor, "asset", one)
        assert "300.25 平方米" in page and "屋顶漏水，少一间" in page and "集团公司批复" in page
        assert "核实结果为不可分割，不能单独划转" in page
    assert "登记：集团公司批复" in _page(estate.firm, "asset", one)
    assert "登记：集团" not in _page(estate.street, "asset", one)
    for name in ("survey", "step", "send_back", "propose"):
        assert reverse(f"assets:{name}", args=[one]) not in _page(estate.community, "asset", one)


def test_a_transfer_is_walked_through_its_pages(estate: Estate) -> None:
    estate.offer(asset())
    one = estate.asset().pk
    estate.survey()
    page = _page(estate.firm, "step", one)
    assert "批复文号" in page and 'value="集资1号"' in page and 'value="2026-02-01"' in page
    first = {"step": "group_approval", "number": "集资1号", "done_on": "2026-02-01", "note": ""}
    assert "由移交企业办理" in _page(estate.street, "step", one, first)
    assert "不能晚于今天" in _page(estate.firm, "step", one, {**first, "done_on": "2999-01-01"})
    assert "必填" in _page(estate.firm, "step", one, {**first, "number": ""})
    assert _page(estate.firm, "step", one, first) == "302"
    assert "已由他人办理过" in _page(estate.firm, "step", one, first)
    for actor, told in (
        (estate.firm, {"step": "valuation", "number": "评字1号", "done_on": "2026-01-31"}),
        (estate.street, {"step": "transfer_agreement", "number": "划字1号", "done_on": "2026-03-01"}),
        (estate.street, {"step": "title_registered", "number": "湘2026第9号", "done_on": "2026-03-01"}),
        (estate.street, {"step": "delivered", "done_on": "2026-03-01", "note": "钥匙3把，桌椅20套"}),
    ):
        assert _page(actor, "step", one, told) == "302"
    page = _page(estate.firm, "asset", one)
    assert (
        "已办结" in page
        and "交接内容：钥匙3把，桌椅20套" in page
        and "新的产权证号（设备填过户凭证号）：湘2026第9号" in page
    )
    assert "岳麓区 · 望月湖街道" in page.partition("管理使用单位")[2][:120]
    with pytest.raises(Conflict):
        _page(estate.street, "step", one)


def test_a_step_is_put_right_and_both_readings_stand(estate: Estate) -> None:
    estate.offer(asset())
    estate.survey()
    estate.step("group_approval")
    step, one = estate.told()[0].pk, estate.asset().pk
    assert 'value="文号1"' in _page(estate.firm, "correct", step)
    assert _page(estate.firm, "correct", step, {"number": "集资2号", "done_on": "2026-02-02", "note": ""}) == "302"
    page = _page(estate.street, "asset", one)
    assert "批复文号：集资2号" in page and "更正前：批复文号：文号1" in page
    for actor in (estate.street, estate.rival, estate.elsewhere):
        with pytest.raises(NotFound):
            _page(actor, "correct", step)


def test_another_path_is_proposed_and_answered_on_its_pages(estate: Estate) -> None:
    estate.offer(asset())
    estate.survey()
    one = estate.asset().pk
    page = _page(estate.firm, "propose", one)
    assert "租赁" in page and 'value="transfer"' not in page
    assert "理由" in _page(estate.firm, "propose", one, {"path": "lease", "why": ""})
    assert _page(estate.firm, "propose", one, {"path": "lease", "why": "仍有生产用途"}) == "302"
    assert "收回提议" in _page(estate.firm, "asset", one)
    assert "答复提议" in _page(estate.street, "asset", one)
    assert "仍有生产用途" in _page(estate.street, "answer", one)
    assert "不同意" not in _page(estate.firm, "answer", one)
    assert _page(estate.street, "answer", one, {"path": "lease", "answer": "yes"}) == "302"
    assert estate.asset().path == "lease" and "商定租赁条件" in _page(estate.firm, "asset", one)
    with pytest.raises(Conflict):
        _page(estate.street, "answer", one)


def test_it_is_sent_back_with_a_reason_and_corrected_in_a_new_list(estate: Estate) -> None:
    estate.offer(asset())
    one = estate.asset().pk
    assert "退回原因" in _page(estate.street, "send_back", one)
    assert "请写明情况" in _page(estate.street, "send_back", one, {"reason": "other", "note": ""})
    assert _page(estate.street, "send_back", one, {"reason": "not_as_listed", "note": "面积不符"}) == "302"
    page = _page(estate.firm, "asset", one)
    assert "已退回企业：与清单不符" in page and "面积不符" in page
    with acting(estate.firm):
        [entry] = today_entries(estate.firm, TODAY)
    assert (entry.label, entry.count) == ("被退回的资产", 1)
    with pytest.raises(Conflict):
        _page(estate.street, "survey", one)


def test_today_counts_what_waits_for_each_side_and_opens_exactly_those(estate: Estate) -> None:
    estate.offer(asset(), asset("FW2"), asset("FW3", path="共享"))
    estate.survey("FW2")
    estate.survey("FW3")
    estate.propose(HandoverPath.LEASE, number="FW3")
    expected = {
        estate.firm: [("由本方办理的资产移交", 1)],
        estate.street: [("等待现场核实的资产", 1), ("由本方办理的资产移交", 1)],
        estate.elsewhere: [], estate.rival: [], estate.community: [],
    }  # fmt: skip
    for actor, entries in expected.items():
        with acting(actor):
            told = today_entries(actor, TODAY)
        assert [(one.label, one.count) for one in told] == entries
        for one in told:
            assert f"共 {one.count} 项" in unescape(text_of(Browser(actor).ask(one.url)))


def test_figures_add_up_path_by_path_and_lead_to_their_assets(estate: Estate) -> None:
    batch_id = estate.offer(asset(), asset("FW2", area="79.50", path="共享"), asset("FW3", area="100", path="留企"))
    for number in ("FW2", "FW3"):
        estate.survey(number)
        estate.walk(number)
    for actor in (estate.firm, estate.street, estate.district, estate.community):
        page = _page(actor, "figures")
        assert "500.00" in page and "79.50" in page and "320.50" in page and "3 项" in page
    assert "—" in _page(estate.rival, "figures")
    for state, count in (("", 3), ("open", 1), ("received", 1), ("stayed", 1), ("shared", 1), ("handed_over", 0)):
        listed = _page(estate.firm, "assets", query=f"?list={batch_id}&state={state}")
        assert f"共 {count} 项" in listed or (count == 0 and "没有符合筛选条件的内容" in listed)
    page = _page(estate.firm, "batch", batch_id)
    assert "由属地使用" in page and "79.50 平方米" in page and "不能再撤回" in page


def test_figures_are_narrowed_to_an_enterprise(estate: Estate) -> None:
    estate.offer(asset())
    estate.offer(asset(area="11.00"), by=estate.rival)
    assert "331.50" in _page(estate.street, "figures")
    page = _page(estate.street, "figures", query=f"?enterprise={estate.scene.other_id}")
    assert "11.00" in page and "331.50" not in page
    assert "331.50" in _page(estate.street, "figures", query="?enterprise=999999")


def test_both_sides_print_the_list_and_nobody_else(estate: Estate) -> None:
    batch_id = estate.offer(asset(), asset("SB1", kind="设备", area="", path="留企"))
    estate.survey(area=Decimal(300), note="按实测")
    assert reverse("assets:paper", args=[batch_id]) in _page(estate.street, "asset", estate.asset().pk)
    assert reverse("assets:paper", args=[batch_id]) not in _page(estate.community, "asset", estate.asset().pk)
    for actor in (estate.street, estate.firm, estate.city):
        paper = _page(actor, "paper", batch_id)
        assert "共 2 项，320.50 平方米" in paper and "核实：按实测" in paper and "300.00" in paper
        assert "移交单位（盖章）" in paper and "接收单位（盖章）" in paper
    for actor in (estate.rival, estate.elsewhere):
        with pytest.raises(NotFound):
            _page(actor, "paper", batch_id)


def test_lists_filter_sort_and_go_out_as_workbooks_with_numbers(estate: Estate) -> None:
    batch_id = estate.offer(asset(), asset("FW2", name="棋牌室", path="共享"), asset("SB1", kind="设备", area=""))
    estate.offer(asset(), by=estate.rival)
    assert "共 4 项" in _page(estate.street, "assets", query="?sort=-area")
    for query in (
        "text=棋牌",
        "path=shared_use",
        "kind=equipment",
        f"enterprise={estate.scene.other_id}",
        "asset_no=FW2",
    ):
        assert "共 1 项" in _page(estate.street, "assets", query=f"?{query}"), query
    assert "共 3 行" in _page(estate.firm, "rows", batch_id, query="?state=ready")
    assert "月华社区" in _page(estate.firm, "rows", batch_id)
    content = ask(views.assets, estate.street, "export=1", purpose="报送移交资产")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert 320.5 in cells and estate.batch(batch_id).batch_no in cells and "现场核实" in cells


def test_what_a_place_does_not_receive_is_not_there_for_it(estate: Estate) -> None:
    estate.offer(asset(community="富雅坪社区"), asset("FW2"))
    seen, unseen = estate.asset().pk, estate.asset("FW2").pk
    assert "活动中心FW1" in _page(estate.elsewhere, "asset", seen), "it lies there"
    for name, one in (("asset", unseen), ("survey", seen), ("step", seen), ("propose", seen), ("send_back", seen)):
        with pytest.raises(NotFound):
            _page(estate.elsewhere, name, one)
    assert estate.state() is AssetState.OFFERED
