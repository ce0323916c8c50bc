"""A reference from many rows to few, or to many, asked once for a statement: what a foreign key asks row by row.

A foreign key asks for each of 88,000 rows by a query of its own and locks what it finds: a third of the cost of a
submission. What is referred to must stay, so `refers` takes from everybody the right to delete it.
"""

from __future__ import annotations

from django.db import migrations

# By EXECUTE: each statement is planned for how many rows it writes.
_GUARD = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql {security} AS $$
DECLARE
  is_lost boolean;
BEGIN
  EXECUTE 'SELECT EXISTS (SELECT 1 FROM (SELECT DISTINCT {column} AS id FROM added) n'
    ' WHERE n.id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {target} t WHERE t.id = n.id))' INTO is_lost;
  IF is_lost THEN
    RAISE EXCEPTION '{name}: a row refers to nothing in {target}'
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = '{name}';
  END IF;
  RETURN NULL;
END $$;
"""
_TRIGGER = """
CREATE TRIGGER {name}_{short} AFTER {event} ON {table}
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""
_OWNED = """
GRANT CREATE ON SCHEMA public TO yq_privileged;
ALTER FUNCTION {name}() OWNER TO yq_privileged;
REVOKE CREATE ON SCHEMA public FROM yq_privileged;
"""
_EVENTS = {"a": "INSERT", "c": "UPDATE"}


def refers(table: str, column: str, target: str, *, as_seen: bool = False) -> migrations.RunSQL:
    """Hold that `column` of each row of `table` is the id of a row of `target`, and that those rows stay.

    Like a foreign key, it sees all rows; with `as_seen` only those that whoever adds may see, in the place of a policy
    that would ask the same for each row; then the column must never change.
    """
    name = f"{table}_{column.removesuffix('_id')}_is"
    gaps = {"name": name, "table": table, "column": column, "target": target}
    security = "" if as_seen else "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
    events = {"a": "INSERT"} if as_seen else _EVENTS
    triggers = "".join(_TRIGGER.format(short=short, event=event, **gaps) for short, event in events.items())
    return migrations.RunSQL(
        _GUARD.format(security=security, **gaps)
        + triggers
        + ("" if as_seen else _OWNED.format(**gaps))
        + f"DROP POLICY IF EXISTS {target}_remove ON {target};",
        "".join(f"DROP TRIGGER {name}_{short} ON {table};" for short in events) + f"DROP FUNCTION {name}();",
    )
