"""What the database held of a table of holders whose rows were added and closed; `passings` took its place (0024)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import migrations

from yinqiao.platform.custody.passing import Custody
from yinqiao.platform.database.policies import protect

_HOLDERS = ("holder_enterprise_id", "holder_place_no", "holder_city")


def _closes_once(custody: Custody, holders: Sequence[str]) -> str:
    table, column = custody.table, custody.column
    changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in holders)
    return f"""
CREATE OR REPLACE FUNCTION {table}_closes_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.until IS NOT NULL OR NEW.until IS NULL
     OR (NEW.id, NEW.{column}, NEW.since, NEW.act_id) <> (OLD.id, OLD.{column}, OLD.since, OLD.act_id)
     OR {changed} THEN
    RAISE EXCEPTION '{table}_stays: a custody is closed once and never changed'
      USING ERRCODE = 'check_violation', CONSTRAINT = '{table}_stays';
  END IF;
  RETURN NEW;
END $$;
"""


def protect_custody(custody: Custody) -> list[migrations.RunSQL]:
    """Operations for a room's first migration: a holder is seen with its thing; rows are closed once, never deleted.

    `guard_city` follows in the migration that adds the holding city.
    """
    table, column = custody.table, custody.column
    visible = f"(EXISTS (SELECT 1 FROM {custody.things} a WHERE a.id = {column}))"  # noqa: S608
    guard = f"""
DROP POLICY {table}_remove ON {table};
{_closes_once(custody, _HOLDERS[:2])}CREATE TRIGGER {table}_closes_once BEFORE UPDATE ON {table}
  FOR EACH ROW EXECUTE FUNCTION {table}_closes_once();
"""
    undo = f"""
DROP TRIGGER {table}_closes_once ON {table};
DROP FUNCTION {table}_closes_once();
CREATE POLICY {table}_remove ON {table} FOR DELETE USING ({visible});
"""
    return [protect(table, visible), migrations.RunSQL(guard, undo)]


def guard_city(custody: Custody) -> migrations.RunSQL:
    """The guard of a table that stood before another city could hold a thing: that the city stays as well."""
    return migrations.RunSQL(_closes_once(custody, _HOLDERS), _closes_once(custody, _HOLDERS[:2]))
