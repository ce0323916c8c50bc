"""Values given as one text come back as they were: whatever stands in them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yinqiao.platform.database.bulk import array_text

pytestmark = [pytest.mark.db, pytest.mark.django_db]
# PostgreSQL keeps no NUL, and nobody writes halves of characters.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


def _read(values: list[Any], kind: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(%s AS " + kind + "[])", [array_text(values)])
        return list(cursor.fetchone()[0])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.none() | TEXTS | st.sampled_from(["NULL", "null", "{}", "\\", '"', ",", " ", ""])))
def test_texts_come_back_as_they_were(db: None, values: list[str | None]) -> None:
    assert _read(values, "text") == values


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.none() | st.binary(max_size=40)))
def test_bytes_come_back_as_they_were(db: None, values: list[bytes | None]) -> None:
    assert [one and bytes(one) for one in _read(values, "bytea")] == values


@pytest.mark.parametrize(
    ("kind", "values"),
    [("uuid", [UUID(int=7), None]), ("int", [-1, 0, None]), ("date", [date(2026, 2, 28)]), ("boolean", [True, False])],
)
def test_other_values_come_back_as_they_were(kind: str, values: list[Any]) -> None:
    assert _read(values, kind) == values
