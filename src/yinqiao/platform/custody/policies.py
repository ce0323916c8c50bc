"""What the database holds of a table of holders: who sees it, and that a row is added and closed, never changed."""

from __future__ import annotations

from django.db import migrations

from yinqiao.platform.custody.passing import Custody
from yinqiao.platform.database.policies import protect


def protect_custody(custody: Custody) -> list[migrations.RunSQL]:
    """Operations for a room's migration: a holder is seen with its thing; rows are closed once and never deleted."""
    table, column = custody.table, custody.column
    visible = f"(EXISTS (SELECT 1 FROM {custody.things} a WHERE a.id = {column}))"  # noqa: S608
    guard = f"""
DROP POLICY {table}_remove ON {table};
CREATE FUNCTION {table}_closes_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.until IS NOT NULL OR NEW.until IS NULL
     OR (NEW.id, NEW.{column}, NEW.since, NEW.act_id) <> (OLD.id, OLD.{column}, OLD.since, OLD.act_id)
     OR NEW.holder_enterprise_id IS DISTINCT FROM OLD.holder_enterprise_id
     OR NEW.holder_place_no IS DISTINCT FROM OLD.holder_place_no THEN
    RAISE EXCEPTION '{table}_stays: a custody is closed once and never changed'
      USING ERRCODE = 'check_violation', CONSTRAINT = '{table}_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER {table}_closes_once BEFORE UPDATE ON {table}
  FOR EACH ROW EXECUTE FUNCTION {table}_closes_once();
"""
    undo = f"""
DROP TRIGGER {table}_closes_once ON {table};
DROP FUNCTION {table}_closes_once();
CREATE POLICY {table}_remove ON {table} FOR DELETE USING ({visible});
"""
    return [protect(table, visible), migrations.RunSQL(guard, undo)]
