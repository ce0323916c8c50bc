"""Pages of archives on both sides: submission, reception with and without script, differences, lists, the paper."""

from __future__ import annotations

import io
from datetime import date
from html import unescape
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.urls import reverse

from yinqiao.areas.archives import services
from yinqiao.areas.archives.tests.volumes import THREE, Store, volume
from yinqiao.areas.archives.types import ArchiveState, Damage
from yinqiao.areas.archives.views import reception as views
from yinqiao.areas.archives.views.today import today_entries
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.handover.tests.test_lists import ask
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, NotFound
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
TODAY = date(2026, 3, 2)


def _page(actor: Actor, name: str, one: UUID | None = None, data: dict[str, Any] | None = None, query: str = "") -> str:
    address = reverse(f"archives:{name}", args=[one] if one else []) + query
    answer = Browser(actor).ask(address, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def test_the_officer_names_the_receiver_from_a_list_and_submits(store: Store) -> None:
    batch_id = store.check(*THREE)
    page = _page(store.firm, "submit", batch_id)
    assert "3 卷" in page and "岳麓区 · 望月湖街道" in page and "月华社区" not in page
    assert "请从列表中选择" in _page(store.firm, "submit", batch_id, {"place": "月华社区"})
    assert _page(store.firm, "submit", batch_id, {"place": "望月湖街道"}) == "302"
    services.submit_batch(actor=store.firm, at=NOW, batch_id=batch_id)
    page = _page(store.firm, "batch", batch_id)
    assert "接收单位：岳麓区 · 望月湖街道，现在待清点" in page and "撤回整批" in page
    with pytest.raises(Conflict):
        _page(store.firm, "submit", batch_id)


def test_it_is_taken_back_with_a_reason(store: Store) -> None:
    batch_id = store.offer(*THREE)
    assert "撤回后" in _page(store.firm, "undo", batch_id)
    assert "撤回原因" in _page(store.firm, "undo", batch_id, {"reason": ""})
    assert _page(store.firm, "undo", batch_id, {"reason": "目录版本有误"}) == "302"
    services.undo_batch(actor=store.firm, at=NOW, batch_id=batch_id)
    assert "档案仍由本单位保管" in _page(store.firm, "batch", batch_id)


def test_without_script_a_scan_leads_back_to_the_page_which_answers_in_words(store: Store) -> None:
    batch_id = store.offer(*THREE)
    page = _page(store.street, "reception", batch_id)
    assert "autofocus" in page and "还没有扫描" in page and "完成清点</a>" not in page
    assert _page(store.street, "scan", batch_id, {"code": "9900102"}) == "302"
    page = _page(store.street, "reception", batch_id)
    assert "scan-answer-good" in page and "已清点" in page and "档号 DA102，王桂英，盒号 A-1" in page
    _page(store.street, "scan", batch_id, {"code": "9900102"})
    assert "scan-answer-soon" in _page(store.street, "reception", batch_id)
    refused = _page(store.street, "scan", batch_id, {"code": "9" * 50})
    assert "没有登记" in refused and "scan-answer-soon" not in refused
    # Beside it somebody else reads the own last answer, and the same list of scans.
    mate = _page(store.mate, "reception", batch_id)
    assert "还没有扫描" in mate and "9900102" in mate


def test_with_script_the_answer_alone_comes_back(store: Store) -> None:
    address = reverse("archives:scan", args=[store.offer(*THREE)])
    answer = unescape(text_of(Browser(store.street).ask(address, {"code": "X-1"}, htmx=True)))
    assert "不在本目录" in answer and "已登记为多出" in answer and 'hx-swap-oob="true"' in answer
    assert "<html" not in answer and "多出（不在本目录）" in answer


def test_the_last_ten_scans_are_shown_newest_first(store: Store) -> None:
    batch_id = store.offer(*THREE)
    for number in range(12):
        store.scan(batch_id, f"X-{number:02d}")
    rows = _page(store.street, "reception", batch_id).partition("最近扫描")[2]
    assert "X-02" in rows and "X-01" not in rows and rows.index("X-11") < rows.index("X-02")


def test_damage_and_extra_codes_are_said_on_their_pages(store: Store) -> None:
    batch_id = store.offer(*THREE)
    store.scan(batch_id, "DA102")
    store.scan(batch_id, "X-1")
    archive_id = store.archive("DA102").pk
    assert "请写明破损情况" in _page(store.street, "damage", archive_id, {"is_damaged": "on", "note": ""})
    assert _page(store.street, "damage", archive_id, {"is_damaged": "on", "note": "封面脱落"}) == "302"
    assert "封面脱落" in _page(store.street, "damage", archive_id)
    with acting(store.street):
        scan_id = store.row(batch_id).scans.get(code="X-1").pk
    assert "作废多出的扫描" in _page(store.street, "drop", scan_id, {"x": "1"})
    assert _page(store.street, "drop", scan_id, {"confirmed": "1"}) == "302"
    assert store.tally(batch_id).extra == 0
    with pytest.raises(NotFound):
        _page(store.elsewhere, "damage", archive_id)


def test_the_differences_are_read_and_confirmed_before_the_end(store: Store) -> None:
    batch_id = store.offer(*THREE)
    assert "还没有扫描过档案" in _page(store.street, "finish", batch_id)
    store.scan(batch_id, "DA102")
    services.mark_damage(
        actor=store.street, at=NOW, archive_id=store.archive("DA102").pk, damage=Damage(True, "封面脱落")
    )
    store.scan(batch_id, "X-1")
    page = _page(store.street, "finish", batch_id)
    assert "档号 DA103，欧阳建国" in page and "X-1" in page and "DA102，王桂英：封面脱落" in page
    figures = {"due": 3, "counted": 1, "open": 2, "damaged": 1, "missing": 0, "extra": 1}
    assert "请先与移交企业经办人核对差异" in _page(store.street, "finish", batch_id, figures)
    store.scan(batch_id, "DA103")
    late = _page(store.street, "finish", batch_id, {**figures, "verified": "on"})
    assert "又有档案被清点" in late and 'name="counted" value="2"' in late
    now = {**figures, "counted": 2, "open": 1, "verified": "on"}
    assert _page(store.street, "finish", batch_id, now) == "302"
    assert store.state("DA104") is ArchiveState.MISSING
    page = _page(store.street, "reception", batch_id)
    assert "已完成清点" in page and "在这里扫描即可补接收" in page and "档案交接清单" in page


def test_both_sides_print_the_paper_with_the_differences_and_nobody_else(store: Store) -> None:
    batch_id = store.offer(*THREE)
    store.scan(batch_id, "DA102")
    store.scan(batch_id, "X-1")
    with pytest.raises(Conflict):
        _page(store.street, "paper", batch_id)
    store.finish(batch_id)
    for actor in (store.street, store.firm, store.city):
        paper = _page(actor, "paper", batch_id)
        assert "应收 3 卷，已接收 1 卷，缺少 2 卷" in paper and "X-1" in paper and "缺招工表" in paper
        assert "移交单位（盖章）" in paper and "接收单位（盖章）" in paper and "990101" not in paper
    for actor in (store.rival, store.elsewhere):
        with pytest.raises(NotFound):
            _page(actor, "paper", batch_id)


def test_figures_lists_and_today_agree_on_both_sides(store: Store) -> None:
    batch_id = store.offer(*THREE)
    with acting(store.street):
        [waiting] = today_entries(store.street, TODAY)
    assert waiting.count == 1 and store.row(batch_id).batch_no in unescape(
        text_of(Browser(store.street).ask(waiting.url))
    )
    store.scan(batch_id, "DA102")
    store.finish(batch_id)
    with acting(store.street):
        assert today_entries(store.street, TODAY) == []
    with acting(store.firm):
        [missing] = today_entries(store.firm, TODAY)
    assert missing.count == 2 and "共 2 卷" in text_of(Browser(store.firm).ask(missing.url))
    for state, count in (("", 3), ("counted", 1), ("open", 2), ("missing", 2), ("received", 1)):
        for actor in (store.firm, store.street):
            listed = _page(actor, "archives", query=f"?catalogue={batch_id}&state={state}")
            assert f"共 {count} 卷" in listed
    for state, holder in (("received", "岳麓区 · 望月湖街道"), ("missing", "中湘机床集团（演示）")):
        listed = _page(store.firm, "archives", query=f"?state={state}").partition("<tbody")[2]
        assert f'data-label="保管单位">{holder}</td>' in listed
    page = _page(store.firm, "batch", batch_id)
    assert "已完成清点" in page and "缺少的档案仍由本单位保管" in page


def test_lists_filter_sort_and_go_out_as_workbooks(store: Store) -> None:
    batch_id = store.offer(*THREE, volume(105, name="张䶮", box="B-2"))
    store.offer(volume(106), by=store.rival)
    assert "共 1 卷" in _page(store.street, "archives", query="?box_no=B-2")
    assert "共 1 卷" in _page(store.street, "archives", query=f"?enterprise={store.scene.other_id}")
    assert "共 5 卷" in _page(store.street, "archives", query="?sort=-archive_no")
    assert "共 1 批" in _page(store.street, "receptions", query=f"?enterprise={store.scene.other_id}&state=offered")
    assert "共 4 行" in _page(store.firm, "rows", batch_id, query="?state=ready&archive_no=DA10")
    content = ask(views.receptions, store.street, "export=1", purpose="报送清点进度")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert any(store.row(batch_id).batch_no in str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)


def test_what_a_place_does_not_hold_is_not_there_for_it(store: Store) -> None:
    batch_id = store.offer(*THREE)
    for name in ("reception", "finish"):
        with pytest.raises(NotFound):
            _page(store.elsewhere, name, batch_id)
    with pytest.raises(NotFound):
        _page(store.elsewhere, "scan", batch_id, {"code": "DA102"})
    assert "没有等待清点的档案目录" in _page(store.elsewhere, "receptions")
