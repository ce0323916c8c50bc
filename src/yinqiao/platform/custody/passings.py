"""What the database holds of a table of passings: who sees it, that rows are only added, and the view of holders."""

from __future__ import annotations

from django.db import migrations

from yinqiao.platform.custody.passing import Custody
from yinqiao.platform.custody.policies import guard_city, protect_custody
from yinqiao.platform.database.policies import protect

# Passings are counted without a gap and follow one another in time; what stands in no books, or out of sight, cannot pass
# on. Asked by EXECUTE: each statement is planned for how many passings it adds.
_GUARD = """
CREATE FUNCTION {passings}_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  is_lost boolean;
  is_early boolean;
BEGIN
  EXECUTE 'SELECT bool_or(a.id IS NULL), bool_or(p.no = 1 AND a.{since} > p.since)'
    ' FROM added p LEFT JOIN {things} a ON a.id = p.{column}' INTO is_lost, is_early;
  IF is_lost THEN
    RAISE EXCEPTION '{passings}_is: a passing of nothing in {things}'
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = '{passings}_is';
  END IF;
  IF NOT is_early THEN
    EXECUTE 'SELECT EXISTS (SELECT 1 FROM added p LEFT JOIN {passings} b ON b.{column} = p.{column} AND b.no = p.no - 1'
      ' WHERE p.no > 1 AND (b.no IS NULL OR b.since > p.since))' INTO is_early;
  END IF;
  IF is_early THEN
    RAISE EXCEPTION '{passings}_follow: a passing follows the one before it'
      USING ERRCODE = 'check_violation', CONSTRAINT = '{passings}_follow';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER {passings}_in_order AFTER INSERT ON {passings}
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION {passings}_in_order();
"""
_UNGUARD = "DROP TRIGGER {passings}_in_order ON {passings}; DROP FUNCTION {passings}_in_order();"
# What was written row by row before: the enterprise's row says since when the books know of a thing, the others are passings.
_MOVE = """
SELECT set_config('yq.nlo', '0', true), set_config('yq.nhi', '2147483647', true), set_config('yq.opens', 'on', true);
-- A fact of the books that were, and no act: what watches a thing has nothing to say to it.
ALTER TABLE {things} DISABLE TRIGGER USER;
UPDATE {things} a SET {since} = c.since FROM (SELECT {column}, min(since) AS since FROM {table} GROUP BY 1) c
  WHERE c.{column} = a.id;
ALTER TABLE {things} ENABLE TRIGGER USER;
INSERT INTO {passings} ({column}, no, holder_place_no, holder_city, since, act_id)
  SELECT {column}, row_number() OVER (PARTITION BY {column} ORDER BY since, id), holder_place_no, holder_city, since, act_id
  FROM {table} WHERE holder_enterprise_id IS NULL;
SET CONSTRAINTS ALL IMMEDIATE;
DROP TABLE {table};
DROP FUNCTION {table}_closes_once();
"""
# Back only while nothing stands in the books: who began a holding was not kept.
_BACK = """
SELECT set_config('yq.nlo', '0', true), set_config('yq.nhi', '2147483647', true), set_config('yq.opens', 'on', true);
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM {things}) THEN
    RAISE EXCEPTION 'holders of {things} are read from passings and cannot be written back';
  END IF;
END $$;
CREATE TABLE {table} (
  id uuid PRIMARY KEY DEFAULT yq_uuid7(), {column} uuid NOT NULL REFERENCES {things} DEFERRABLE INITIALLY DEFERRED,
  holder_enterprise_id integer, holder_place_no integer, holder_city varchar(60) NOT NULL DEFAULT '',
  since timestamptz NOT NULL, until timestamptz, act_id uuid NOT NULL,
  CONSTRAINT {room}_holder_is_one CHECK (
    (holder_enterprise_id IS NOT NULL)::int + (holder_place_no IS NOT NULL)::int + (holder_city <> '')::int = 1),
  CONSTRAINT {room}_custody_in_order CHECK (until IS NULL OR until >= since)
);
CREATE UNIQUE INDEX {room}_one_holder ON {table} ({column}) WHERE until IS NULL;
"""
# From the thing to its holders, so that who looks at a person's things reads no more than those.
_VIEW = """
CREATE VIEW {table} WITH (security_invoker = true) AS
SELECT a.id AS {column}, h.no, h.holder_enterprise_id, h.holder_place_no, h.holder_city, h.since,
    (SELECT n.since FROM {passings} n WHERE n.{column} = a.id AND n.no = h.no + 1) AS until
FROM {things} a CROSS JOIN LATERAL (
    SELECT 0::smallint AS no, a.enterprise_id AS holder_enterprise_id, NULL::int AS holder_place_no,
        ''::varchar AS holder_city, a.{since} AS since
    UNION ALL SELECT p.no, NULL, p.holder_place_no, p.holder_city, p.since FROM {passings} p WHERE p.{column} = a.id
) h;
"""


def read_from_passings(custody: Custody) -> list[migrations.RunSQL]:
    """Operations that put a view of holders in the place of the table that a room had: its rows go over.

    After the column `since` of the things and the table of passings were added. There is a way back only while nothing
    stands in the books.
    """
    visible = f"(EXISTS (SELECT 1 FROM {custody.things} a WHERE a.id = {custody.column}))"  # noqa: S608
    names = {name: getattr(custody, name) for name in ("table", "things", "column", "passings", "since")}
    back = _BACK.format(room=custody.table.split("_")[0], **names)
    was = ";".join(str(one.sql) for one in [*protect_custody(custody), guard_city(custody)])
    return [
        migrations.RunSQL(_MOVE.format(**names), back + was),
        protect(custody.passings, visible, insert="act_id = yq_current_act()", append_only=True),
        migrations.RunSQL(_GUARD.format(**names), _UNGUARD.format(**names)),
        # Nobody takes a thing out of the books.
        migrations.RunSQL(
            f"DROP POLICY {custody.things}_remove ON {custody.things}",
            f"CREATE POLICY {custody.things}_remove ON {custody.things} FOR DELETE USING (true)",
        ),
        migrations.RunSQL(_VIEW.format(**names), f"DROP VIEW {custody.table}"),
    ]
