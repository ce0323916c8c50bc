"""Rows of a long list are those of the dressed query, page by page, under every head."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.db.models import F, QuerySet
from django.test.utils import CaptureQueriesContext

from yinqiao.platform.ui.dressed import DressedRows

pytestmark = [pytest.mark.db, pytest.mark.django_db]
PAGE = 7


def _dress(found: QuerySet[Any]) -> QuerySet[Any]:
    return found.annotate(app=F("content_type__app_label"))


@pytest.fixture
def rows() -> DressedRows:
    """Something that every database holds, with a name of another table."""
    return DressedRows(Permission.objects.order_by("codename", "id"), _dress, worn={"app"})


@pytest.mark.parametrize("head", [(), ("codename",), ("-codename",), ("app",), ("-app", "codename")])
def test_pages_together_are_the_whole_list_in_its_order_each_row_dressed(
    rows: DressedRows, head: tuple[str, ...]
) -> None:
    sorted_rows = rows.order_by(*head) if head else rows
    whole = list(_dress(Permission.objects).order_by(*(*head, "pk") if head else ("codename", "id")))
    pages = [row for first in range(0, len(whole), PAGE) for row in sorted_rows[first : first + PAGE]]
    assert [(row.pk, row.app) for row in pages] == [(row.pk, row.app) for row in whole]
    assert [row.pk for row in sorted_rows] == [row.pk for row in whole]
    assert len(sorted_rows) == len(whole) > PAGE
    assert set(sorted_rows.values_list("pk", flat=True)) == {row.pk for row in whole}


def test_counting_and_a_page_join_nothing_for_the_rows_that_are_not_shown(rows: DressedRows) -> None:
    with CaptureQueriesContext(
        connection,
    ) as sent:
        assert rows.count() == rows.count()
        assert len(rows[:PAGE]) == PAGE
    joined = [one["sql"] for one in sent.captured_queries if "django_content_type" in one["sql"]]
    assert len(sent) == 3
    assert len(joined) == 1 and " IN (" in joined[0]


def test_a_page_beyond_the_end_is_empty(rows: DressedRows) -> None:
    total = rows.count()
    assert rows[total : total + PAGE] == []
    assert rows.query.order_by == ("codename", "id")
