"""Pages of party relations on both sides: submission, letters, reporting in, reception, returns, lists, today."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any
from uuid import UUID

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from yinqiao.areas.handover.tests.conftest import CAST, NOW, roster
from yinqiao.areas.handover.tests.test_lists import ask
from yinqiao.areas.party import services
from yinqiao.areas.party.tests.transfers import THREE, Transfer, lettered, member, moment
from yinqiao.areas.party.types import MemberState
from yinqiao.areas.party.views import members as views
from yinqiao.areas.party.views.today import today_entries
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, NotFound
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db, pytest.mark.usefixtures("spring")]


@pytest.fixture
def spring() -> Iterator[None]:
    """Pages read the clock: it stands at the day of the scene."""
    with time_machine.travel(NOW, tick=False):
        yield


def _page(actor: Actor, name: str, one: UUID | None = None, data: dict[str, Any] | None = None, query: str = "") -> str:
    address = reverse(f"party:{name}", args=[one] if one else []) + query
    answer = Browser(actor).ask(address, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def _ids(transfer: Transfer, *serials: int) -> list[str]:
    return [str(one) for one in transfer.ids(*serials)]


def test_the_officer_names_a_receiver_for_the_rest_and_submits(transfer: Transfer) -> None:
    batch_id = transfer.check(*THREE)
    page = _page(transfer.firm, "submit", batch_id)
    assert "3 人" in page and "岳麓区 · 望月湖街道" in page and "月华社区" not in page
    assert "全国党员管理信息系统" in page
    assert "请从列表中选择" in _page(transfer.firm, "submit", batch_id, {"place": "月华社区"})
    assert _page(transfer.firm, "submit", batch_id, {"place": "望月湖街道"}) == "302"
    services.submit_batch(actor=transfer.firm, at=NOW, batch_id=batch_id)
    page = _page(transfer.firm, "batch", batch_id)
    assert "移交到岳麓区 · 望月湖街道" in page and "撤回整批" in page and "待开介绍信" in page
    with pytest.raises(Conflict):
        _page(transfer.firm, "submit", batch_id)


def test_it_is_taken_back_with_a_reason(transfer: Transfer) -> None:
    batch_id = transfer.offer(*THREE)
    assert "介绍信作废" in _page(transfer.firm, "undo", batch_id)
    assert "撤回原因" in _page(transfer.firm, "undo", batch_id, {"reason": ""})
    assert _page(transfer.firm, "undo", batch_id, {"reason": "名册版本有误"}) == "302"
    services.undo_batch(actor=transfer.firm, at=NOW, batch_id=batch_id)
    assert "仍由本单位党组织负责管理" in _page(transfer.firm, "batch", batch_id)


def test_letters_are_recorded_for_everybody_who_matches_at_once(transfer: Transfer) -> None:
    transfer.offer(*THREE)
    everybody = {"all": "1", "query": "state=waiting"}
    page = _page(transfer.firm, "letters", data=everybody)
    assert "共 3 人" in page and 'name="query" value="state=waiting"' in page and "不另开纸质介绍信" in page
    form = {**everybody, "sent": "1", "before": "组介", "first": "0001", "medium": "electronic"}
    assert "必填" in _page(transfer.firm, "letters", data=form)
    refused = _page(transfer.firm, "letters", data={**form, "issued_on": "2026-03-03"})
    assert "不能晚于今天" in refused and 'value="0001"' in refused
    assert "起始序号只填数字" in _page(
        transfer.firm, "letters", data={**form, "first": "一", "issued_on": "2026-03-02"}
    )
    assert _page(transfer.firm, "letters", data={**form, "issued_on": "2026-03-02"}) == "302"
    page = _page(transfer.firm, "members", query="?state=lettered")
    assert "共 3 人" in page and "组介0003" in page and "2026-05-31" in page


def test_the_receiver_checks_in_accepts_and_returns_those_who_were_ticked(transfer: Transfer) -> None:
    batch_id = transfer.offer(lettered(102), lettered(103), lettered(104, on="2026-03-02"))
    chosen = {"ids": _ids(transfer, 102, 103, 104)}
    assert "共 3 人" in _page(transfer.street, "check_in", data=chosen)
    late = _page(transfer.street, "check_in", data={**chosen, "sent": "1", "reported_on": "2026-03-01"})
    assert "1 人的介绍信开出日期晚于这一天" in late and "全部没有登记" in late
    assert _page(transfer.street, "check_in", data={**chosen, "sent": "1", "reported_on": "2026-03-02"}) == "302"
    assert "不能再整批撤回" in _page(transfer.firm, "batch", batch_id)
    two = {"ids": _ids(transfer, 102, 103)}
    assert "不能撤回" in _page(transfer.street, "accept", data=two)
    assert _page(transfer.street, "accept", data={**two, "sent": "1", "received_on": "2026-03-02"}) == "302"
    one = {"ids": _ids(transfer, 104)}
    asked = _page(transfer.street, "return", data={**one, "sent": "1", "reason": "other", "note": ""})
    assert "请写明情况" in asked
    assert _page(transfer.street, "return", data={**one, "sent": "1", "reason": "dues_not_paid"}) == "302"
    assert [transfer.state(serial) for serial in (102, 103, 104)] == [
        MemberState.RECEIVED, MemberState.RECEIVED, MemberState.RETURNED,
    ]  # fmt: skip
    again = _page(transfer.street, "accept", data={**two, "sent": "1", "received_on": "2026-03-02"})
    assert "已由他人办理" in again


def test_the_enterprise_reads_the_reason_and_the_next_step_and_takes_back_or_issues_anew(transfer: Transfer) -> None:
    batch_id = transfer.offer(lettered(102), lettered(103))
    transfer.send_back(102, reason="other", note="本人另有安排")
    assert "撤回整批" in _page(transfer.firm, "batch", batch_id)
    page = _page(transfer.firm, "member", transfer.ids(102)[0])
    assert "其他（请说明）：本人另有安排" in page and "2026-03-17" in page and "登记介绍信" in page
    assert "现由谁负责管理</dt><dd>中湘机床集团（演示）" in page and "已作废" in page
    assert "其他（请说明）" in _page(transfer.firm, "members", query="?state=returned")
    data = {"ids": _ids(transfer, 102, 103)}
    assert "2 人" in _page(transfer.firm, "withdraw", data=data)
    assert _page(transfer.firm, "withdraw", data={**data, "confirmed": "1"}) == "302"
    assert "已撤回" in _page(transfer.firm, "members", query="?state=withdrawn")
    with pytest.raises(NotFound):
        _page(transfer.street, "member", transfer.ids(102)[0])


def test_an_expired_letter_is_said_on_both_sides_with_what_to_do(transfer: Transfer) -> None:
    transfer.offer(
        lettered(102, on="2025-11-01", attached="是", to="市人才中心党委", channel=""), at=moment(date(2025, 11, 2))
    )
    for actor in (transfer.firm, transfer.street):
        page = _page(actor, "members", query="?state=expired")
        assert "共 1 人" in page and "介绍信已过期，待重新开具" in page and "重新开具介绍信" in page
        page = _page(actor, "member", transfer.ids(102)[0])
        assert "2026-02-14" in page and "已超过" in page and "没有登记" in page and "是，市人才中心党委" in page
    for actor, words in ((transfer.firm, {"介绍信已过期的党员", "没有联系渠道的挂靠党员"}), (transfer.street, set())):
        with acting(actor):
            assert {one.label for one in today_entries(actor, date(2026, 3, 2))} == words


def test_a_channel_is_shown_after_its_purpose_was_told(transfer: Transfer) -> None:
    transfer.offer(member(102))
    one = transfer.ids(102)[0]
    assert "13900000102" not in _page(transfer.street, "member", one)
    assert "13900000102" not in _page(transfer.street, "channel", one)
    assert "13900000102" not in _page(transfer.street, "channel", one, {"purpose": "随便看看"})
    assert "13900000102" in _page(transfer.street, "channel", one, {"purpose": "电话联系本人或家属"})
    with pytest.raises(NotFound):
        _page(transfer.elsewhere, "channel", one)


def test_figures_lists_and_today_agree_on_both_sides(transfer: Transfer) -> None:
    batch_id = transfer.offer(lettered(102), lettered(103), lettered(104), member(106))
    transfer.check_in(103, 104)
    transfer.accept(104)
    transfer.send_back(103, reason="file_missing")
    counts = {"": 4, "open": 3, "waiting": 1, "lettered": 1, "valid": 1, "checked_in": 0, "received": 1, "returned": 1}
    for state, count in counts.items():
        for actor in (transfer.firm, transfer.street):
            listed = _page(actor, "members", query=f"?batch={batch_id}&state={state}")
            assert (f"共 {count} 人" in listed) if count else ("没有符合筛选条件" in listed)
    for actor, expected in (
        (transfer.firm, {"被退回的党员": 1, "待开介绍信的党员": 1}),
        (transfer.street, {"等待报到的党员": 1}),
    ):
        with acting(actor):
            entries = today_entries(actor, date(2026, 3, 2))
        assert {one.label: one.count for one in entries} == expected
        for one in entries:
            assert f"共 {one.count} 人" in unescape(text_of(Browser(actor).ask(one.url)))
    with acting(transfer.street):
        assert today_entries(Actor(None, "auditor", "某人", transfer.street.scope), date(2026, 3, 2)) == []


def test_an_enterprise_reads_where_it_sent_them_and_not_where_they_live(transfer: Transfer) -> None:
    transfer.scene.submit(roster(CAST[0]))
    transfer.accept_people()
    transfer.offer(lettered(102), lettered(103, "欧阳建国"))
    for query, shown, hidden in (
        ("?name=王", "岳麓区，居住地社区", "月华社区"),
        ("?name=欧阳", "望月湖街道", "月华社区"),
    ):
        page = _page(transfer.firm, "members", query=query).partition("<tbody")[2]
        assert shown in page and hidden not in page
    assert "月华社区" in _page(transfer.city, "members", query="?name=王").partition("<tbody")[2]
    page = _page(transfer.community, "member", transfer.ids(102)[0])
    assert "人员页面" in page and "月华社区" in page


def test_lists_filter_sort_and_go_out_as_workbooks(transfer: Transfer) -> None:
    batch_id = transfer.offer(lettered(102), lettered(103, "张䶮", branch="退休第二党支部"))
    transfer.offer(member(106), by=transfer.rival)
    assert "共 1 人" in _page(transfer.street, "members", query="?branch=第二")
    assert "共 1 人" in _page(transfer.street, "members", query=f"?enterprise={transfer.scene.other_id}")
    for column in ("name", "branch", "state", "letter_no", "valid_to", "reported_on", "has_channel", "place_no"):
        assert "共 3 人" in _page(transfer.street, "members", query=f"?sort=-{column}")
    assert "共 2 行" in _page(transfer.firm, "rows", batch_id, query="?state=ready")
    content = ask(views.members, transfer.street, "export=1", purpose="报送转接进度")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    words = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "组介102" in words and "已开介绍信，待报到" in words and "党员持介绍信报到" in words
    assert not any("139000" in one for one in words)


def test_what_a_place_does_not_hold_is_not_there_for_it(transfer: Transfer) -> None:
    transfer.offer(lettered(102))
    with pytest.raises(NotFound):
        _page(transfer.elsewhere, "member", transfer.ids(102)[0])
    data = {"ids": _ids(transfer, 102), "sent": "1", "reported_on": "2026-03-02"}
    assert "没有任何改动" in _page(transfer.elsewhere, "check_in", data=data)
    assert "没有移交的党员" in _page(transfer.elsewhere, "members")
