"""Row-level security as migration operations: enable, force, and one policy per command.

The policy is closed when the settings are empty; `privileged` and `backup` roles bypass it by name.
"""

from __future__ import annotations

from django.db import migrations

_FROM = "nullif(current_setting('yq.nlo', true), '')::int"
_TO = "nullif(current_setting('yq.nhi', true), '')::int"
_ENTERPRISES = "nullif(current_setting('yq.ents', true), '')::int[]"
_ACT = "yq_current_act()"
PLACE = f"(place_no >= {_FROM} AND place_no < {_TO})"
ENTERPRISE = f"(enterprise_id = ANY ({_ENTERPRISES}))"
PLACE_OR_ENTERPRISE = f"({PLACE} OR {ENTERPRISE})"
EVERYBODY = f"({_FROM} = 0 AND {_TO} = 2147483647)"
# Whether what is sealed may be read at all: not by who oversees. As a query of its own it is asked once per statement.
OPENS = "(SELECT coalesce(current_setting('yq.opens', true), '') = 'on')"

# Only from the place itself or the one right above it, not from further up: what a branch and its superior alone read.
# The places are looked up once per statement. Nightly work and loading reach all of them.
NEAR = (
    f"({EVERYBODY} OR place_no = {_FROM} OR place_no IN (SELECT d.place_no FROM organisations_division d"
    f" JOIN organisations_division u ON u.id = d.parent_id WHERE u.place_no = {_FROM}))"
)

# Whoever was made for a sandbox has an id from here on; that of a person begins with a time before the year 10000.
SANDBOX_IDS = "'ffffffff-ffff-0000-0000-000000000000'::uuid"


def apart(table: str, column: str = "retiree_id", place: str = "") -> migrations.RunSQL:
    """Keep what is about people of sandboxes from everybody outside: for tables whose policy asks no person's.

    Beside the other policies, never in place of one. `place` is the column that decides where no person is named.
    """
    nobody = f"{column} IS NULL AND coalesce({place}, 0) >= 0" if place else f"{column} IS NULL"
    inside = once(f"{_FROM} < 0")
    return migrations.RunSQL(
        f"CREATE POLICY {table}_apart ON {table} AS RESTRICTIVE"
        f" USING ({column} < {SANDBOX_IDS} OR {nobody} OR coalesce({inside}, false))",
        f"DROP POLICY {table}_apart ON {table}",
    )


def of_person(column: str = "retiree_id") -> str:
    """A row is visible exactly when its retiree is: the retiree's own policy decides."""
    return f"(EXISTS (SELECT 1 FROM retirees_retiree r WHERE r.id = {column}))"


# The one person whom a retiree's transaction reaches; unset for everybody else. Asked once per statement.
PERSON = "(SELECT nullif(current_setting('yq.person', true), '')::uuid)"


# The authorisation by which somebody acts for that person; unset for everybody else.
WARRANT = "(SELECT nullif(current_setting('yq.warrant', true), '')::uuid)"
ALONE = f"{WARRANT} IS NULL"


def by_warrant(limit: str, what: str) -> str:
    """Whether who acts for the person may: by an authorisation that holds and whose `limit` names `what` (an SQL term)."""
    return (
        f"({ALONE} OR EXISTS (SELECT 1 FROM authorisations_authorisation w WHERE w.id = {WARRANT}"
        f" AND w.retiree_id = {PERSON} AND w.ended_on IS NULL AND w.until_on >= current_date AND w.{limit} ? {what}))"
    )


def narrow_own(table: str, only: str, column: str = "retiree_id", before: str = "") -> migrations.RunSQL:
    """Narrow the policy of `own` to `only`: what may be read by whom the person has authorised; `before` held until now."""
    form = f"ALTER POLICY {table}_own ON {table} USING ({column} = {PERSON}%s)"
    told = f" AND {before}" if before else ""
    return migrations.RunSQL(form % f"{told} AND {only}", form % told)


def own(table: str, column: str = "retiree_id", only: str = "") -> migrations.RunSQL:
    """Let the person whom a row is about read it, beside the other policies; `only` narrows it further. Never a write."""
    told = f" AND {only}" if only else ""
    return migrations.RunSQL(
        f"CREATE POLICY {table}_own ON {table} FOR SELECT USING ({column} = {PERSON}{told})",
        f"DROP POLICY {table}_own ON {table}",
    )


def read_only(table: str) -> migrations.RunSQL:
    """Whose policy asks for the person alone would be written by that person, too: never in a retiree's transaction."""
    nobody = f"({PERSON} IS NULL)"
    return migrations.RunSQL(
        f"CREATE POLICY {table}_kept_add ON {table} AS RESTRICTIVE FOR INSERT WITH CHECK {nobody};"
        f"CREATE POLICY {table}_kept_change ON {table} AS RESTRICTIVE FOR UPDATE USING {nobody};"
        f"CREATE POLICY {table}_kept ON {table} AS RESTRICTIVE FOR DELETE USING {nobody};",
        f"DROP POLICY {table}_kept_add ON {table}; DROP POLICY {table}_kept_change ON {table};"
        f"DROP POLICY {table}_kept ON {table};",
    )


# The grant of a seconded officer, while it stands; unset for everybody else (decision 0071). Asked once per statement.
_IN_STAY = "coalesce(current_setting('yq.stay', true), '') <> ''"
STAY = f"(SELECT CASE WHEN {_IN_STAY} THEN yq_stay() END)"


def in_stay(table: str, only: str) -> migrations.RunSQL:
    """Let a seconded officer read the rows of `only`, beside the other policies: the tables so opened are all there are."""
    return migrations.RunSQL(
        f"CREATE POLICY {table}_stay ON {table} FOR SELECT USING ({STAY} IS NOT NULL AND {only})",
        f"DROP POLICY {table}_stay ON {table}",
    )


def outside_stay(table: str, command: str = "ALL") -> migrations.RunSQL:
    """Whose policy asks for the person alone would lie open in a stay with the person: not this table."""
    return migrations.RunSQL(
        f"CREATE POLICY {table}_outside ON {table} AS RESTRICTIVE FOR {command} USING ((SELECT NOT ({_IN_STAY})))",
        f"DROP POLICY {table}_outside ON {table}",
    )


def once(policy: str) -> str:
    """The same policy with the settings read once for a statement, not again for each of its 88,000 rows.

    For checks on what is written. What is read keeps the plain form: from it the planner knows how much a scope holds.
    """
    for setting, kind in ((_ENTERPRISES, "::int[]"), (_FROM, ""), (_TO, ""), (_ACT, "")):
        policy = policy.replace(setting, f"(SELECT {setting}){kind}")
    return policy


def check_once(table: str, check: str, *, append_only: bool = False, reading: bool = False) -> migrations.RunSQL:
    """Give a table that was protected before `once` its checks in that form; with `reading` what is read too."""
    clauses = [(name, "WITH CHECK") for name in (("add",) if append_only else ("add", "change"))]
    clauses += [(name, "USING") for name in (("read", "change", "remove") if reading else ())]
    forms = [f"ALTER POLICY {table}_{name} ON {table} {clause} ({once(check)})" for name, clause in clauses]
    return migrations.RunSQL(";\n".join(forms), migrations.RunSQL.noop)


def protect(table: str, using: str, *, insert: str | None = None, append_only: bool = False) -> migrations.RunSQL:
    """Force row-level security on `table`: rows are seen and written where `using` holds.

    `insert` replaces the check on new rows; with `append_only` there is no policy for UPDATE and DELETE, so that
    neither can touch a row.
    """
    statements = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({using})",
        f"CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({once(insert or using)})",
    ]
    if not append_only:
        statements += [
            f"CREATE POLICY {table}_change ON {table} FOR UPDATE USING ({using}) WITH CHECK ({once(using)})",
            f"CREATE POLICY {table}_remove ON {table} FOR DELETE USING ({using})",
        ]
    undo = [f"DROP POLICY IF EXISTS {table}_{name} ON {table}" for name in ("read", "add", "change", "remove")]
    undo += [f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY", f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"]
    return migrations.RunSQL(";\n".join(statements), ";\n".join(undo))
