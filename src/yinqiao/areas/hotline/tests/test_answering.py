"""Orders go back in the columns of the hotline, once for each end, without whoever called."""

from __future__ import annotations

from datetime import timedelta

import pytest

from yinqiao.areas.cases import services as cases
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.hotline import queries, services
from yinqiao.areas.hotline.models import Answer
from yinqiao.areas.hotline.tests.sheets import HEADERS, OUTCOME, SYSTEM, Desk, row
from yinqiao.kernel.errors import Conflict, NotFound
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _answers(desk: Desk) -> list[Answer]:
    with acting(SYSTEM):
        return list(Answer.objects.order_by("number"))


def test_what_is_over_goes_back_once_in_the_columns_of_the_sheet(desk: Desk) -> None:
    batch = desk.take(row("A1"), row("A2", "五栋电梯停用，老人不便"))
    with pytest.raises(Conflict) as refused:
        services.answer_orders(actor=desk.city, at=NOW, batch_id=batch.pk)
    assert refused.value.code == "hotline.nothing_to_answer"
    desk.close("A1")
    services.answer_orders(actor=desk.city, at=NOW, batch_id=batch.pk)
    with pytest.raises(Conflict):
        services.answer_orders(actor=desk.city, at=NOW, batch_id=batch.pk)
    (answer,) = _answers(desk)
    header, line = desk.cells(answer.file_id)
    assert header == (*HEADERS, "办理结果", "办结日期", "答复单位")
    assert line[0] == "A1"
    assert line[-3:-1] == ("已解决。屋面已修好", "2026-03-02")
    assert "周大姐" not in line
    assert "13911112222" not in line
    with acting(desk.city):
        found = queries.get_sheet(scope=desk.city.scope, batch_id=batch.pk, number=1)
    assert desk.file(found.pk) == desk.file(answer.file_id)


def test_an_order_that_was_worked_on_again_is_answered_again(desk: Desk) -> None:
    batch = desk.take(row("A1"))
    desk.close("A1")
    services.answer_orders(actor=desk.city, at=NOW, batch_id=batch.pk)
    case = desk.case("A1").pk
    cases.reopen(actor=desk.scene.street, at=NOW, case_id=case, words="又漏了")
    cases.close(actor=desk.scene.street, at=NOW + timedelta(days=1), case_id=case, outcome=OUTCOME)
    services.answer_orders(actor=desk.city, at=NOW + timedelta(days=1), batch_id=batch.pk)
    assert [one.rows for one in _answers(desk)] == [1, 1]


def test_each_order_of_a_flood_is_answered(desk: Desk) -> None:
    batch = desk.take(*(row(f"F{at}") for at in range(3)))
    desk.close("F0")
    services.answer_orders(actor=desk.city, at=NOW, batch_id=batch.pk)
    assert _answers(desk)[0].rows == 3


def test_a_sheet_of_the_city_is_no_business_of_a_district(desk: Desk) -> None:
    batch = desk.take(row("A1"))
    with pytest.raises(NotFound):
        services.answer_orders(actor=desk.district, at=NOW, batch_id=batch.pk)
