"""Pages of the opening load: the two officers, mapping, rows, the paper, both systems side by side."""

from __future__ import annotations

import io
from datetime import date
from html import unescape
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from yinqiao.areas.handover.tests.conftest import NOW, id_number
from yinqiao.areas.opening import services
from yinqiao.areas.opening.models import Run
from yinqiao.areas.opening.tests.old_system import ALI, OUYANG, SYSTEM, WANG, OldSystem, table
from yinqiao.areas.opening.types import Purpose, RunState
from yinqiao.areas.opening.views.today import today_entries
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Refused
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
TODAY = date(2026, 3, 2)


def _page(actor: Actor, name: str, one: Any = None, data: dict[str, Any] | None = None, query: str = "") -> str:
    address = reverse(f"opening:{name}", args=[one] if one else []) + query
    answer = Browser(actor).ask(address, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def test_a_table_is_uploaded_and_its_page_says_what_would_load(old: OldSystem) -> None:
    assert "还没有上传旧系统数据" in _page(old.city, "runs")
    assert "上传并演练" in _page(old.city, "upload")
    file = SimpleUploadedFile("人员表.csv", table(WANG, OUYANG.but(accepted=""), ALI.but(firm="红旗厂")))
    assert _page(old.city, "upload", data={"system": SYSTEM, "file": file}) == "302"
    with acting(old.city):
        run_id = Run.objects.get().pk
    assert "演练" in _page(old.city, "run", run_id)
    services.check_run(actor=old.city, at=NOW, run_id=run_id)
    page = _page(old.city, "run", run_id)
    for words in ("可入库", "待处理", "1 个企业名称", "提请入库", "清除这次演练", "必填项为空"):
        assert words in page, words
    assert "1 个企业名称" in _page(old.city, "runs")


def test_two_officers_load_and_the_first_sees_no_button_to_confirm(old: OldSystem) -> None:
    run_id = old.upload()
    assert "提请后" in _page(old.city, "propose", run_id, {})
    assert _page(old.city, "propose", run_id, {"confirmed": "1"}) == "302"
    page = _page(old.city, "run", run_id)
    assert "不能由您本人确认" in page and "确认入库</a>" not in page
    with acting(old.second):
        assert [one.label for one in today_entries(old.second, TODAY)] == ["待确认的存量入库"]
    with acting(old.scene.street):
        assert today_entries(old.scene.street, TODAY) == []
    form = {"number": "1号", "signed_on": "2026-03-01", "verified": "on"}
    assert "须由两人办理" in _page(old.city, "confirm", run_id, form)
    assert "确认入库" in _page(old.second, "confirm", run_id)
    assert _page(old.second, "confirm", run_id, form) == "302"
    services.load_run(actor=old.second, at=NOW, run_id=run_id)
    page = _page(old.city, "run", run_id)
    assert "已入库" in page and "撤回入库" in page and "1号" in page
    assert "退出登记簿" in _page(old.city, "undo", run_id)
    assert _page(old.city, "undo", run_id, {"reason": "对账有误"}) == "302"
    services.undo_run(actor=old.city, at=NOW, run_id=run_id)
    assert "人员已退出登记簿" in _page(old.city, "run", run_id)


def test_a_proposal_is_sent_back_with_its_reason(old: OldSystem) -> None:
    run_id = old.upload()
    services.propose_load(actor=old.city, at=NOW, run_id=run_id)
    assert "退回后" in _page(old.second, "send_back", run_id)
    assert _page(old.second, "send_back", run_id, {"reason": "社区人数不符"}) == "302"
    assert "社区人数不符" in _page(old.city, "run", run_id)


def test_a_rehearsal_is_thrown_away_after_a_page_that_asks(old: OldSystem) -> None:
    run_id = old.upload()
    assert "登记簿没有任何变化" in _page(old.city, "throw_away", run_id, {})
    assert _page(old.city, "throw_away", run_id, {"confirmed": "1"}) == "302"
    page = _page(old.city, "run", run_id)
    assert "这次演练已清除" in page and "提请入库" not in page
    assert "月华社区" in _page(old.city, "figures", run_id)


def test_columns_are_corrected_on_their_page(old: OldSystem) -> None:
    run_id = old.upload()
    page = _page(old.city, "columns", run_id)
    assert "旧系统编号" in page and "文件的 A 列" in page
    assert "也选了这一项" in _page(old.city, "columns", run_id, {"column_c0": "name", "column_c1": "name"})
    assert _page(old.city, "again", run_id, {}) == "302"
    assert old.run(run_id).state == RunState.UPLOADED


def test_an_old_name_is_mapped_from_a_list_or_stays_out_with_a_reason(old: OldSystem) -> None:
    old.upload(WANG.but(firm="红旗厂"), OUYANG.but(community="红旗里", street="", district=""))
    page = _page(old.city, "mappings", query="?state=unknown")
    assert "红旗厂" in page and "红旗里" in page and "月华社区" not in page
    firm, place = old.mapping("红旗厂").pk, old.mapping("红旗里").pk
    assert "旧系统中的企业：红旗厂（1 人）" in _page(old.city, "mapping", firm)
    assert "请选择对应的单位" in _page(old.city, "mapping", firm, {"target": "", "words": ""})
    assert "请从列表中选择" in _page(old.city, "mapping", firm, {"target": "没有这家", "words": ""})
    assert _page(old.city, "mapping", firm, {"target": "", "words": "由外省管理"}) == "302"
    assert _page(old.city, "mapping", place, {"target": "岳麓区 · 望月湖街道 · 月华社区", "words": ""}) == "302"
    page = _page(old.city, "mappings")
    assert "由外省管理" in page and "岳麓区 · 望月湖街道 · 月华社区" in page


def test_rows_are_explained_many_at_once_and_the_words_stand_in_the_list(old: OldSystem) -> None:
    run_id = old.upload(WANG, OUYANG.but(accepted=""), ALI.but(accepted=""))
    page = _page(old.city, "rows", query=f"?run={run_id}&state=held")
    assert "欧阳建国" in page and "王桂英" not in page and "岳麓区 · 望月湖街道 · 月华社区" in page
    assert id_number(103) not in page
    ids = [str(old.row(run_id, number).pk) for number in ("TG-0002", "TG-0003")]
    asked = _page(old.city, "explain", data={"ids": ids})
    assert "共 2 行" in asked and ids[0] in asked
    assert "请写明情况" in _page(old.city, "explain", data={"ids": ids, "code": "other", "words": ""})
    assert _page(old.city, "explain", data={"ids": ids, "code": "left", "words": "随子女迁往外地"}) == "302"
    assert "随子女迁往外地（长沙市经办）" in _page(old.city, "rows", query=f"?run={run_id}&state=explained")
    assert _page(old.city, "take_back", data={"ids": ids[:1]}) == "302"
    assert old.totals(run_id).held == 1


def test_all_rows_of_a_filter_are_explained_at_once(old: OldSystem) -> None:
    run_id = old.upload(WANG, OUYANG.but(accepted=""), ALI.but(accepted=""))
    form = {"all": "1", "query": f"run={run_id}&state=held", "code": "twice", "words": ""}
    assert _page(old.city, "explain", data=form) == "302"
    assert old.totals(run_id).explained == 2


def test_the_paper_adds_up_names_the_reasons_and_leaves_room_to_sign(old: OldSystem) -> None:
    run_id = old.upload(WANG, OUYANG.but(accepted=""), ALI.but(state="已故"))
    page = _page(old.city, "paper", run_id)
    for words in (
        "存量数据入库对账单",
        "旧系统人数 3 人",
        "必填项为空",
        "本人已去世",
        "旧系统管理单位（盖章）",
        "红旗厂",
    ):
        assert (words in page) is (words != "红旗厂"), words
    listed = _page(old.city, "figures", run_id, query="?side=enterprise")
    assert "中湘机床集团（演示）" in listed and "湘江纺织" not in listed


def test_the_reconciliation_goes_out_as_a_workbook(old: OldSystem) -> None:
    run_id = old.upload()
    address = reverse("opening:figures", args=[run_id]) + "?side=place&export=1"
    answer = Browser(old.city).ask(address, {"purpose": "双方签字核对"})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    rows = list(book.active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert ("岳麓区 · 望月湖街道 · 荷叶塘社区", "岳麓区 · 望月湖街道 · 荷叶塘社区", 1, 1, 0, 0, 0, 0) in rows


def test_both_systems_side_by_side_on_their_pages(old: OldSystem) -> None:
    old.load()
    assert "开始并行比对" in _page(old.city, "differences")
    assert "逐人比对" in _page(old.city, "begin_period")
    assert _page(old.city, "begin_period", data={"system": SYSTEM}) == "302"
    assert "已经开始" in _page(old.city, "begin_period", data={"system": SYSTEM})
    assert "上传并比对" in _page(old.city, "upload_daily")
    file = SimpleUploadedFile("当日.csv", table(WANG, OUYANG, ALI))
    assert _page(old.city, "upload_daily", data={"file": file}) == "302"
    with acting(old.city):
        run_id = Run.objects.get(purpose=Purpose.COMPARE).pk
    services.check_run(actor=old.city, at=NOW, run_id=run_id)
    assert "新有旧无" in _page(old.city, "run", run_id)
    page = _page(old.city, "differences")
    assert "李秀兰" in page and "旧系统已删除" in page and "富雅坪社区" in page
    with acting(old.city):
        from yinqiao.areas.opening.models import Difference

        one = str(Difference.objects.get().pk)
    assert "还有 1 处差异" in _page(old.city, "close_period", data={"words": "已经一致"})
    assert "共 1 处" in _page(old.city, "explain_differences", data={"ids": [one]})
    form = {"ids": [one], "code": "ours", "words": "旧系统误删"}
    assert _page(old.city, "explain_differences", data=form) == "302"
    assert "旧系统误删" in _page(old.city, "differences")
    assert "旧有新无" in _page(old.city, "days")
    assert _page(old.city, "close_period", data={"words": "两个系统已一致"}) == "302"
    assert "已结束：两个系统已一致" in _page(old.city, "differences")


def test_the_person_page_names_the_old_number_to_who_works_with_the_person(old: OldSystem) -> None:
    old.load()
    with acting(old.city):
        who = Retiree.objects.get(name="王桂英").pk
    for actor, is_told in ((old.scene.community, True), (old.city, True)):
        page = unescape(text_of(Browser(actor).ask(reverse("shell:person", args=[who]))))
        assert ("编号 TG-0001，2016-05-20 接收" in page) is is_told
    assert "TG-0001" not in unescape(text_of(Browser(old.scene.officer).ask(reverse("shell:person", args=[who]))))


def test_the_search_box_finds_people_by_their_old_number(old: OldSystem) -> None:
    old.load()
    answer = Browser(old.scene.community).ask(reverse("shell:search"), {"text": "TG-0001"})
    assert "王桂英" in unescape(text_of(answer))
    assert "王桂英" not in unescape(
        text_of(Browser(old.scene.elsewhere).ask(reverse("shell:search"), {"text": "TG-0001"}))
    )


def test_other_roles_are_sent_away(old: OldSystem) -> None:
    for actor in (old.scene.street, old.scene.officer):
        with pytest.raises(Refused):
            _page(actor, "runs")
