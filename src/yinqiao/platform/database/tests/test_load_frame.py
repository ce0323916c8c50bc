"""Rows that go straight into their table by COPY stay within the scope, and the loader leaves no door open."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import polars as pl
import psycopg
import pytest
from django.db import connection, transaction

from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.database.bulk import load_frame

pytestmark = pytest.mark.django_db

_TERM = {"term": "text", "place_no": "int", "enterprise_id": "int", "retiree_id": "uuid", "kind": "smallint"}
_STREET = Scope.place(100, 200, "某街道")
_ENTERPRISE = Scope.of_enterprises([7], "某企业")


def _terms(*places: tuple[int, int]) -> pl.DataFrame:
    rows = [("某人", place, enterprise, uuid4().bytes, 1) for place, enterprise in places]
    schema = {
        "term": pl.String,
        "place_no": pl.Int32,
        "enterprise_id": pl.Int32,
        "retiree_id": pl.Binary,
        "kind": pl.Int16,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _one(question: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("scope", "row"),
    [(_STREET, (100, 1)), (_STREET, (199, 1)), (_ENTERPRISE, (5000, 7)), (Scope.everything(), (5000, 9))],
)
def test_rows_inside_the_scope_are_added(scope: Scope, row: tuple[int, int]) -> None:
    with acting(Actor.system("test").within(scope)):
        assert load_frame("retirees_searchterm", _TERM, _terms(row)) == 1
        assert _one("SELECT count(*) FROM retirees_searchterm") == 1


@pytest.mark.parametrize(
    ("scope", "row"),
    [(_STREET, (200, 1)), (_STREET, (99, 7)), (_ENTERPRISE, (5000, 8)), (Scope.nobody(), (100, 7))],
)
def test_one_row_outside_the_scope_refuses_them_all(scope: Scope, row: tuple[int, int]) -> None:
    inside = (100, 7)
    with acting(Actor.system("test").within(scope)), pytest.raises(PermissionError), transaction.atomic():
        load_frame("retirees_searchterm", _TERM, _terms(inside, row))
    with acting(Actor.system("test").within(Scope.everything())):
        assert _one("SELECT count(*) FROM retirees_searchterm") == 0


def test_after_loading_the_connection_is_who_it_was_also_when_it_failed() -> None:
    before = _one("SELECT current_user")
    with acting(Actor.system("test").within(Scope.everything())):
        load_frame("retirees_searchterm", _TERM, _terms((100, 7)))
        assert _one("SELECT current_user") == before
        twice = pl.concat([_terms((100, 7))] * 2)
        with pytest.raises(Exception, match="duplicate"), transaction.atomic():
            load_frame("retirees_searchterm", _TERM, twice)
        assert _one("SELECT current_user") == before


@pytest.mark.parametrize("statement", ["SELECT 1 FROM retirees_searchterm", "UPDATE retirees_searchterm SET kind = 1",
                                       "DELETE FROM retirees_searchterm", "SELECT 1 FROM retirees_retiree"])  # fmt: skip
def test_the_loader_may_add_and_nothing_else(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE yq_loader")
        with pytest.raises(Exception, match="permission denied") as refused:
            cursor.execute(statement)
        assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)
        transaction.set_rollback(True)
