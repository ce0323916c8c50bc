"""Reads of the log: days as the city counts them, found through the index on the moment."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import connection

from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.audit.log import record
from yinqiao.platform.audit.queries import count_before, list_entries

pytestmark = [pytest.mark.db, pytest.mark.django_db]
AUDITOR = Actor(UUID(int=1), "auditor", "曾莉", Scope.place(1, 9000, "长沙市"), "长沙市")


def test_a_day_begins_at_midnight_in_the_city_and_both_ends_are_included() -> None:
    with acting(AUDITOR):
        for hour in (15, 16):
            # 23:00 of the 4th and 00:00 of the 5th in Changsha.
            record(AUDITOR, action="retirees.open_person", kind="read", at=datetime(2026, 3, 4, hour, tzinfo=UTC))
        assert list_entries(since=date(2026, 3, 5), until=date(2026, 3, 5)).count() == 1
        assert list_entries(since=date(2026, 3, 4), until=date(2026, 3, 5)).count() == 2
        assert count_before(date(2026, 3, 5)) == 1


def test_a_day_of_the_log_is_found_through_the_index_on_the_moment() -> None:
    with acting(AUDITOR), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = list_entries(since=date(2020, 1, 1), until=date(2020, 1, 1)).order_by().explain()
    assert "audit_entry_at" in plan
