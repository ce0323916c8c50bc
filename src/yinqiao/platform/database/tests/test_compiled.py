"""A question compiled once answers as the ORM does, whatever it is asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Q, QuerySet
from django.test.utils import CaptureQueriesContext

from yinqiao.platform.database.compiled import Compiled

pytestmark = [pytest.mark.db, pytest.mark.django_db]
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)


def _open(name: str, at: datetime) -> QuerySet[Session, Any]:
    """Twice the moment, once the name, and a value of its own."""
    found = Session.objects.filter(Q(expire_date__gt=at) | Q(session_key=name, expire_date=at), session_data="told")
    return found.order_by("session_key").values_list("session_key", "expire_date")


OPEN = Compiled(_open, ("?", datetime(1, 1, 2, tzinfo=UTC)))


@pytest.fixture
def kept() -> None:
    """One that ends before noon, two at noon, one after it, one that says something else."""
    for name, hours, data in (
        ("a", -1, "told"),
        ("b", 0, "told"),
        ("c", 0, "told"),
        ("d", 1, "told"),
        ("e", 1, "else"),
    ):
        Session.objects.create(session_key=name, expire_date=NOON + timedelta(hours=hours), session_data=data)


@pytest.mark.parametrize("name", ["", "a", "b", "c", "?", "told", "%s", "' OR true --"])
@pytest.mark.parametrize("hours", [-2, -1, 0, 1, 2])
def test_each_asking_answers_what_the_orm_answers(kept: None, name: str, hours: int) -> None:
    at = NOON + timedelta(hours=hours)
    assert OPEN.rows(name, at) == list(_open(name, at))


def test_what_changed_since_is_told_at_the_next_asking(kept: None) -> None:
    assert [name for name, _ in OPEN.rows("b", NOON)] == ["b", "d"]
    Session.objects.filter(session_key="d").delete()
    assert [name for name, _ in OPEN.rows("b", NOON)] == ["b"]


def test_it_is_one_statement(kept: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        OPEN.rows("b", NOON)
    assert len(asked) == 1


def test_a_mark_that_the_statement_does_not_hold_is_a_fault_of_ours() -> None:
    lost = Compiled(lambda name, data: Session.objects.filter(session_key=name).values_list("pk"), ("?", "!"))
    with pytest.raises(LookupError, match="1"):
        lost.rows("a", "b")
