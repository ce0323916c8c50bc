"""Orders are taken in once, led by the list, corrected as versions, joined where they say the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

from yinqiao.areas.cases.queries import words_of
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.hotline import queries, services
from yinqiao.areas.hotline.models import Order, OrderVersion
from yinqiao.areas.hotline.tests.sheets import (
    CITY,
    COMMUNITY,
    DISTRICT,
    HEADERS,
    LEAK,
    STREET,
    SYSTEM,
    Desk,
    name_of,
    place_no,
    row,
    sheet,
)
from yinqiao.kernel.errors import Invalid, NotFound
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
TODAY = NOW.date()


def test_an_order_becomes_a_case_led_by_topic_and_place_within_the_shorter_limit(desk: Desk) -> None:
    batch = desk.take(row("A1"), row("A2", "想问几点上班", topic="咨询", place="", address="", due=""))
    leak, asked = desk.case("A1"), desk.case("A2")
    assert (batch.rows, batch.opened, batch.refused) == (2, 2, 0)
    assert (leak.kind, leak.place_no, leak.base_place_no) == ("housing_repair", place_no(STREET), place_no(COMMUNITY))
    assert (f"{leak.due_on}", leak.days) == ("2026-03-04", 2)
    assert (asked.kind, asked.place_no, asked.days) == ("hotline_order", place_no(CITY), 5)
    assert desk.order("A1").estate == "桃花小区"


def test_the_same_sheet_twice_does_no_harm_and_a_corrected_row_is_a_new_version(desk: Desk) -> None:
    first = desk.take(row("A1"))
    assert desk.take(row("A1")).pk == first.pk
    again = desk.take(row("A1"), row("A2", "另一件事，楼道灯不亮"))
    assert (again.same, again.opened, again.changed) == (1, 1, 0)
    corrected = desk.take(row("A1", "四栋屋面漏水，更正楼栋"))
    assert (corrected.changed, corrected.opened) == (1, 0)
    order, case = desk.order("A1"), desk.case("A1")
    with acting(SYSTEM):
        assert (order.version, OrderVersion.objects.filter(order=order).count(), Order.objects.count()) == (2, 1, 2)
        assert queries.words_of_order(order)["text"].startswith("四栋")
        assert "热线更正工单" in [one.label for one in case.passages.all()]


def test_rows_that_cannot_be_taken_are_named_in_the_copy_and_the_others_are_taken(desk: Desk) -> None:
    batch = desk.take(
        row(""), row("B2", day="三月一日"), row("B3", day="2027-01-01"), row("B4", ""), row("B5"), row("B5", "重复"),
        row("B6", "市局不理", against="市住建局"), row("B7", "活动室关门", due="不限", firm="没有这家厂", place="别处", address=""),
    )  # fmt: skip
    assert (batch.rows, batch.opened, batch.refused) == (8, 2 + (batch.opened - 2), 8 - batch.opened)
    assert batch.copy_id is not None
    told = "\n".join("".join(cells) for cells in desk.cells(batch.copy_id))
    for words in (
        "没有工单编号",
        "受理时间不能识别",
        "在今天之后",
        "没有诉求内容",
        "前面已有",
        "办理时限不能识别",
        "企业名称",
        "没有认出",
    ):
        assert words in told
    assert desk.case("B7").place_no == place_no(CITY)


@pytest.mark.parametrize("headers", [("甲", "乙", *HEADERS[2:]), (*HEADERS[:6], "丙", *HEADERS[7:])])
def test_a_sheet_without_the_columns_that_count_is_refused_and_nothing_is_taken(
    desk: Desk, headers: tuple[str]
) -> None:
    with pytest.raises(Invalid) as refused:
        services.take_orders(actor=desk.city, at=NOW, file=sheet(row("A1"), headers=headers))
    assert refused.value.code == "hotline.not_readable"
    with acting(SYSTEM):
        assert not Order.objects.exists()


def test_who_called_is_read_by_the_lead_alone_and_never_stands_in_the_words(desk: Desk) -> None:
    desk.take(row("A1"), row("A2", "社区干部态度不好，不让进活动室", hidden="否", against=name_of(STREET)))
    for who, number, sees in (
        (desk.scene.street, "A1", True), (desk.city, "A1", False), (desk.district, "A1", False), (desk.city, "A2", True),
    ):  # fmt: skip
        with acting(who):
            order = queries.get_order(scope=who.scope, order_id=desk.order(number).pk, today=TODAY)
            assert (queries.caller_of_order(order) is not None) is sees, (who.role, number)
            assert "周大姐" not in queries.words_of_order(order)["text"] + words_of(desk.case(number))["words"]
    against = desk.case("A2")
    assert (against.place_no, against.against_place_no) == (place_no(DISTRICT), place_no(STREET))
    with acting(desk.scene.street), pytest.raises(NotFound):
        queries.get_order(scope=desk.scene.street.scope, order_id=desk.order("A2").pk, today=TODAY)


def test_a_flood_of_the_same_words_is_one_case_with_a_count(desk: Desk) -> None:
    flood = [row(f"F{at}", f"{LEAK}（第{at}次）", phone=f"1390000{at:04d}") for at in range(300)]
    batch = desk.take(*flood, row("G1", "五栋电梯停用一个月，老人上下楼不便"))
    assert (batch.opened, batch.joined) == (2, 299)
    assert len({desk.order(f"F{at}").case_id for at in (0, 7, 299)}) == 1
    later = desk.take(row("F900", LEAK, day="2026-03-20"), at=NOW + timedelta(days=20))
    assert later.opened == 1
    soon = desk.take(row("F901", LEAK, day="2026-03-05"), at=NOW + timedelta(days=4))
    assert soon.joined == 1


def test_whoever_does_not_lead_nor_receive_sees_no_order(desk: Desk) -> None:
    desk.take(row("A1", place="", address=""))
    for who in (desk.scene.street, desk.scene.community, desk.scene.officer):
        with acting(who):
            assert list(queries.list_orders(scope=who.scope, today=TODAY)) == []
