"""Ids for the rows of one statement: each its own, of version 7, in the order of the rows."""

from __future__ import annotations

import time
from uuid import UUID

import pytest
from django.db import connection
from psycopg import sql

from yinqiao.platform.database.bulk import NEXT_ID, WITH_IDS

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _ids(rows: int) -> list[UUID]:
    statement = sql.SQL("{} SELECT {} FROM generate_series(1, {}) AS n").format(WITH_IDS, NEXT_ID, sql.Literal(rows))
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.parametrize("rows", [0, 1, 70_000])
def test_each_row_has_its_own_time_ordered_id(rows: int) -> None:
    before = time.time_ns() // 1_000_000
    ids = _ids(rows)
    assert len(set(ids)) == rows
    assert ids == sorted(ids)
    for one in (*ids[:3], *ids[-3:]):
        assert (one.version, one.variant) == (7, "specified in RFC 4122")
        assert before - 1_000 <= one.int >> 80 <= time.time_ns() // 1_000_000 + 1_000


def test_two_statements_share_none() -> None:
    assert not set(_ids(1_000)) & set(_ids(1_000))
