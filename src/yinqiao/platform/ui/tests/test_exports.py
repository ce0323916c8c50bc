"""Exports: said before, purpose asked, noted in the audit log, the first row tells who and why."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from django.db import connection

from yinqiao.platform.access.session import acting
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.lists import answer_list
from yinqiao.platform.ui.tests.people_list import OFFICER, PEOPLE, load, request_of

EXPORT = "?status=offered&export=1"


def _entries() -> list[tuple[str, int, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT action, people, purpose FROM audit_entry WHERE kind = 'read'")
        return cursor.fetchall()


@pytest.mark.fast
def test_the_page_before_says_rows_columns_and_filters() -> None:
    page = answer_list(request_of(EXPORT), PEOPLE, load).content.decode()
    assert "导出 20 行" in page
    assert "姓名、年龄" in page
    assert "状态：待接收" in page
    assert 'href="/list/?status=offered"' in page


@pytest.mark.fast
@pytest.mark.parametrize("purpose", ["", "   ", "无"])
def test_without_a_purpose_there_is_no_file(purpose: str) -> None:
    response = answer_list(request_of(EXPORT, {"purpose": purpose}), PEOPLE, load)
    assert response.status_code == 422
    assert "form-error" in response.content.decode()


@pytest.mark.db
@pytest.mark.django_db
def test_the_file_holds_the_20_filtered_rows_under_a_row_that_says_who_and_why() -> None:
    with acting(OFFICER):
        before = len(_entries())
        response = answer_list(request_of(EXPORT, {"purpose": "入户走访"}), PEOPLE, load)
        written = _entries()[before:]
    sheet = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).active
    rows = list(sheet.iter_rows(values_only=True))
    for words in ("人员台账", "入户走访", "李敏", "望月湖社区", "状态：待接收"):
        assert words in rows[0][0]
    assert rows[1] == ("姓名", "年龄")
    assert len(rows) == 22
    assert written == [("retirees.list_exported", 20, "入户走访")]
    assert response["Cache-Control"] == "no-store"


@pytest.mark.db
@pytest.mark.django_db
def test_a_list_may_go_out_as_its_table_shows_it_without_boxes_and_with_numbers_as_numbers() -> None:
    spec = replace(PEOPLE, export=TableExport("人员台账", "retirees.list_exported"))
    assert "姓名、年龄、状态" in answer_list(request_of(EXPORT), spec, load).content.decode()
    with acting(OFFICER):
        response = answer_list(request_of(EXPORT, {"purpose": "入户走访"}), spec, load)
    sheet = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1:3] == [("姓名", "年龄", "状态"), ("王建国0", 60, "待接收")]
