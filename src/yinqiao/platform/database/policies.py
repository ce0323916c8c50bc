"""Row-level security as migration operations: enable, force, and one policy per command.

The policy is closed when the settings are empty; `privileged` and `backup` roles bypass it by name.
"""

from __future__ import annotations

from django.db import migrations

PLACE = (
    "(place_no >= nullif(current_setting('yq.nlo', true), '')::int"
    " AND place_no < nullif(current_setting('yq.nhi', true), '')::int)"
)
ENTERPRISE = "(enterprise_id = ANY (nullif(current_setting('yq.ents', true), '')::int[]))"
PLACE_OR_ENTERPRISE = f"({PLACE} OR {ENTERPRISE})"
EVERYBODY = (
    "(nullif(current_setting('yq.nlo', true), '')::int = 0"
    " AND nullif(current_setting('yq.nhi', true), '')::int = 2147483647)"
)


def of_person(column: str = "retiree_id") -> str:
    """A row is visible exactly when its retiree is: the retiree's own policy decides."""
    return f"(EXISTS (SELECT 1 FROM retirees_retiree r WHERE r.id = {column}))"


def protect(table: str, using: str, *, insert: str | None = None, append_only: bool = False) -> migrations.RunSQL:
    """Force row-level security on `table`: rows are seen and written where `using` holds.

    `insert` replaces the check on new rows; with `append_only` there is no policy for UPDATE and DELETE, so that
    neither can touch a row.
    """
    statements = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({using})",
        f"CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({insert or using})",
    ]
    if not append_only:
        statements += [
            f"CREATE POLICY {table}_change ON {table} FOR UPDATE USING ({using}) WITH CHECK ({using})",
            f"CREATE POLICY {table}_remove ON {table} FOR DELETE USING ({using})",
        ]
    undo = [f"DROP POLICY IF EXISTS {table}_{name} ON {table}" for name in ("read", "add", "change", "remove")]
    undo += [f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY", f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"]
    return migrations.RunSQL(";\n".join(statements), ";\n".join(undo))
