"""The second wall: what a transaction sees without settings, within a scope, and widened."""

from __future__ import annotations

import pytest
from django.db import connection

from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.database.guard import refuse_unbound_role

pytestmark = [pytest.mark.db, pytest.mark.django_db]

PROTECTED = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relrowsecurity AND c.relforcerowsecurity
"""


def _one(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def test_tests_run_as_a_role_that_row_level_security_binds() -> None:
    refuse_unbound_role()


def test_every_protected_table_shows_0_rows_without_an_actor() -> None:
    with connection.cursor() as cursor:
        cursor.execute(PROTECTED)
        tables = [name for (name,) in cursor.fetchall()]
    assert "retirees_retiree" in tables and "handover_offer" in tables and len(tables) >= 15
    for table in tables:
        assert _one(f"SELECT count(*) FROM {table}") == 0  # noqa: S608 (names from the catalogue)


def test_an_actor_leaves_no_setting_behind() -> None:
    with acting(Actor.system("test")):
        assert _one("SELECT current_setting('yq.nhi')::int") == 2_147_483_647
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('yq.nhi', true)")
        assert cursor.fetchone()[0] == ""


def test_an_inner_actor_gives_the_outer_scope_back() -> None:
    officer = Actor(None, "community_officer", "测试", Scope.place(10, 20, "某社区"))
    with acting(officer):
        with acting(Actor.system("test")):
            pass
        assert _one("SELECT current_setting('yq.nhi')::int") == 20
