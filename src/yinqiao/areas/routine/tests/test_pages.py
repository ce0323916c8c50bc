"""Pages of the monthly handover on both sides: list, person, steps with refusals, roster, figures."""

from __future__ import annotations

import io
from html import unescape
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.handover.tests.conftest import id_number
from yinqiao.areas.handover.tests.test_lists import ask
from yinqiao.areas.lists import services as lists
from yinqiao.areas.lists.models import Batch
from yinqiao.areas.lists.views import sending
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.routine import services
from yinqiao.areas.routine.tests.months import MAN_MAY, SYSTEM, THREE, Months, line
from yinqiao.areas.routine.types import RETIRING, ExpectedState
from yinqiao.kernel.errors import Conflict, NotFound, Refused
from yinqiao.kernel.periods import add_months, month_of
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.models import Entry

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _page(actor: Actor, name: str, one: UUID | None = None, data: dict[str, Any] | None = None, query: str = "") -> str:
    address = reverse(f"routine:{name}", args=[one] if one else []) + query
    answer = Browser(actor).ask(address, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def test_the_list_shows_a_month_a_state_and_who_is_late(months: Months) -> None:
    months.expect(*THREE)
    page = _page(months.firm, "people")
    assert "赵建国" in page and "孙秀英" in page and "2026-05" in page and "确认已办理退休" in page
    march = _page(months.firm, "people", query="?month=2026-03")
    assert "钱卫东" in march and "赵建国" not in march
    # Pages tell the time by the clock: in November 2026 all of them are late.
    assert "已超" in _page(months.firm, "people", query="?view=late")
    assert "没有符合" in _page(months.firm, "people", query="?name=无此人")
    assert "没有符合" in _page(months.rival, "people")
    for actor in (months.street, months.community):
        with pytest.raises(Refused):
            _page(actor, "people")


def test_many_are_confirmed_on_one_page_and_a_refusal_keeps_what_was_typed(months: Months) -> None:
    months.expect(*THREE)
    ids = [str(months.person(one).pk) for one in (301, 303)]
    asked = _page(months.firm, "confirm", data={"ids": ids})
    assert "共 2 人" in asked and "退休日期" in asked and all(one in asked for one in ids)
    refused = _page(months.firm, "confirm", data={"ids": ids, "retired_on": "2020-01-01", "decision_no": "文1号"})
    assert "还没有达到可以退休的最早年月" in refused and "文1号" in refused
    assert "必填" in _page(months.firm, "confirm", data={"ids": ids, "retired_on": "2026-06-01", "decision_no": ""})
    assert _page(months.firm, "confirm", data={"ids": ids, "retired_on": "2026-06-01", "decision_no": "文1号"}) == "302"
    assert months.state(301) is months.state(303) is ExpectedState.CONFIRMED


def test_the_person_page_says_when_and_what_was_done_with_the_number_masked(months: Months) -> None:
    months.expect(*THREE)
    one = months.person(301).pk
    page = _page(months.firm, "person", one)
    number = id_number(301, MAN_MAY)
    assert "2026-01 至 2029-05" in page and "已逾期" in page and number not in page and f"{number[:4]}**" in page
    assert "13900000301" not in page and "延后" in page and "不再移交" in page
    with acting(SYSTEM):
        assert Entry.objects.filter(action="routine.person_read", people=1).count() == 1
    for actor in (months.rival,):
        with pytest.raises(NotFound):
            _page(actor, "person", one)


def test_postponing_and_withdrawing_come_back_with_a_refusal_or_lead_to_the_person(months: Months) -> None:
    months.expect(*THREE)
    one, other = months.person(301).pk, months.person(303).pk
    later = add_months(month_of(timezone.localdate()), 2).isoformat()
    data = {"planned_on": later, "reason": "other", "note": ""}
    assert "请说明" in _page(months.firm, "postpone", one, data)
    assert _page(months.firm, "postpone", one, {**data, "reason": "procedure"}) == "302"
    assert "已延后" in _page(months.firm, "person", one)
    assert "不再列入到龄名单" in _page(months.firm, "withdraw", other)
    assert _page(months.firm, "withdraw", other, {"reason": "deceased", "note": ""}) == "302"
    page = _page(months.firm, "person", other)
    assert "本人已去世" in page and "确认已办理退休" not in page
    assert "不能办理这一步" in _page(months.firm, "withdraw", other, {"reason": "left", "note": ""})
    assert "选择一个有效的选项" in _page(months.firm, "withdraw", one, {"reason": "list_taken_back", "note": ""})


def test_a_confirmation_is_taken_back_after_a_question(months: Months) -> None:
    months.expect(*THREE)
    months.confirm(303)
    one = months.person(303).pk
    assert "恢复为待办退休" in _page(months.firm, "unconfirm", one, {"x": "1"})
    assert _page(months.firm, "unconfirm", one, {"confirmed": "1"}) == "302"
    assert months.state(303) is ExpectedState.EXPECTED


def test_handing_over_asks_first_and_leads_to_the_roster(months: Months) -> None:
    months.expect(*THREE)
    months.confirm(301, 303)
    ids = [str(months.person(one).pk) for one in (301, 303, 304)]
    assert "不需要另签协议" in _page(months.firm, "hand_over", data={"ids": ids})
    answer = Browser(months.firm).ask(reverse("routine:hand_over"), {"ids": ids, "confirmed": "1"})
    batch_id = months.person(301).batch_id
    assert answer.status_code == 302 and answer["Location"] == reverse("handover:batch", args=[batch_id])
    page = _page(months.firm, "person", months.person(301).pk)
    with acting(SYSTEM):
        assert Batch.objects.get(pk=batch_id).batch_no in page
    assert months.state(304) is ExpectedState.EXPECTED


def test_the_letter_is_offered_once_the_retirement_is_confirmed(months: Months) -> None:
    months.expect(*THREE)
    one = months.person(303).pk
    way = reverse("papers:print", args=["routine-introduction", str(one)])
    assert way not in _page(months.firm, "person", one)
    with pytest.raises(Conflict) as refusal:
        Browser(months.firm).ask(way)
    assert refusal.value.code == "routine.not_confirmed"
    months.confirm(303)
    assert way in _page(months.firm, "person", one)


def test_the_pages_of_a_list_speak_of_people_and_lead_from_the_check_to_its_undo(months: Months) -> None:
    batch_id = months.check(*THREE, line(305, id_no="123"))
    page = _page(months.firm, "batch", batch_id)
    assert "名单人数" in page and "提交可列入的人员" in page and "名册" not in page.partition("<main")[2]
    assert "需修改" in _page(months.firm, "rows", batch_id, query="?state=blocked")
    assert _page(months.firm, "submit", batch_id, {"x": "1"}) == "302"
    services.submit_batch(actor=months.firm, at=timezone.now(), batch_id=batch_id)
    assert "撤回整批" in _page(months.firm, "batch", batch_id)
    assert "撤回原因" in _page(months.firm, "undo", batch_id, {"reason": ""})
    assert _page(months.firm, "undo", batch_id, {"reason": "名单有误"}) == "302"
    services.undo_batch(actor=months.firm, at=timezone.now(), batch_id=batch_id)
    assert "名单已恢复到提交之前" in _page(months.firm, "batch", batch_id)
    template = ask(sending.template, months.firm, about={"kind": RETIRING})
    sheet = openpyxl.load_workbook(io.BytesIO(template)).active
    words = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert {"岗位类别", "弹性选择", "选定退休年月", "示例：李桂兰"} <= set(words)


def test_a_template_that_is_sent_as_it_is_brings_nobody(months: Months) -> None:
    file = io.BytesIO(ask(sending.template, months.firm, about={"kind": RETIRING}))
    batch_id, _ = lists.upload_list(
        actor=months.firm, at=timezone.now(), kind=RETIRING, enterprise_id=months.scene.enterprise_id, file=file,
        file_name="模板.xlsx",
    )  # fmt: skip
    lists.check_batch(actor=months.firm, at=timezone.now(), batch_id=batch_id)
    assert months.batch(batch_id).counts["ready"] == 0


def test_the_offices_read_figures_and_no_name(months: Months) -> None:
    months.expect(*THREE)
    for actor in (months.street, months.district, months.city):
        page = _page(actor, "figures")
        assert "中湘机床集团" in page and "赵建国" not in page and "最早期限" in page
    assert "没有符合" in _page(months.elsewhere, "figures")
    assert "没有符合" in _page(months.street, "figures", query="?late=risen")
    services.raise_late_people(actor=Actor.system("夜间"), at=timezone.now())
    assert "中湘机床集团" in _page(months.street, "figures", query="?late=risen")
    exported = Browser(months.street).ask(reverse("routine:figures") + "?export=1", {"purpose": ""})
    assert exported.status_code == 200
    for actor in (months.community, months.firm):
        with pytest.raises(Refused):
            _page(actor, "figures")
