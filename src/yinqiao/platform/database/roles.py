"""The database roles and what each may do.

`owner` migrates, `app` serves pages, `worker` runs jobs, `privileged` (no login, bypasses row-level security) owns
the few definer functions, `loader` (no login, bypasses it too) may add to the tables that rosters fill by COPY and read
none, `backup` reads everything. No process of ours runs as a superuser, an owner or a bypasser.
"""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
from psycopg import sql

LOGIN_ROLES = {"owner": "NOBYPASSRLS", "app": "NOBYPASSRLS", "worker": "NOBYPASSRLS", "backup": "BYPASSRLS"}
PREFIX = "yq_"


def role_name(short: str) -> str:
    """The server's name of a role: `app` is `yq_app`."""
    return PREFIX + short


def create_roles(admin: psycopg.Connection, passwords: Mapping[str, str]) -> None:
    """Create or refresh the roles with these passwords; needs a superuser (or CREATEROLE with BYPASSRLS) connection."""
    for short, bypass in LOGIN_ROLES.items():
        _create(admin, short, sql.SQL("LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE {bypass} PASSWORD {password}").format(
            bypass=sql.SQL(bypass), password=sql.Literal(passwords[short])))  # fmt: skip
    _create(admin, "privileged", sql.SQL("NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE BYPASSRLS"))
    _create(admin, "loader", sql.SQL("NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE BYPASSRLS"))
    for short in ("owner", "app", "worker"):
        admin.execute(sql.SQL("GRANT {} TO {}").format(_ident("loader"), _ident(short)))
    # The owner hands definer functions over to `privileged` in migrations, and needs membership to do so.
    admin.execute(sql.SQL("GRANT {} TO {}").format(_ident("privileged"), _ident("owner")))
    # The worker settles what a web process left prepared: only its own role may.
    admin.execute(sql.SQL("GRANT {} TO {}").format(_ident("app"), _ident("worker")))


def _ident(short: str) -> sql.Identifier:
    return sql.Identifier(role_name(short))


def _create(admin: psycopg.Connection, short: str, options: sql.Composable) -> None:
    exists = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role_name(short)]).fetchone()
    verb = sql.SQL("ALTER ROLE {} {}") if exists else sql.SQL("CREATE ROLE {} {}")
    admin.execute(verb.format(_ident(short), options))


def create_database(admin: psycopg.Connection, name: str) -> bool:
    """Create the database, owned by `owner`, if it is missing; returns whether it was made now."""
    if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        return False
    admin.execute(
        sql.SQL(
            "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"
        ).format(sql.Identifier(name), _ident("owner"))
    )
    for statement in (
        "REVOKE CONNECT, TEMPORARY ON DATABASE {db} FROM PUBLIC",
        "GRANT CONNECT, TEMPORARY ON DATABASE {db} TO {owner}, {app}, {worker}",
        "GRANT CONNECT ON DATABASE {db} TO {backup}",
        "ALTER DATABASE {db} SET timezone TO 'Asia/Shanghai'",
        "ALTER DATABASE {db} SET random_page_cost TO 1.1",
        "ALTER DATABASE {db} SET idle_in_transaction_session_timeout TO '60s'",
    ):
        admin.execute(
            sql.SQL(statement).format(
                db=sql.Identifier(name), owner=_ident("owner"), app=_ident("app"),
                worker=_ident("worker"), backup=_ident("backup"),
            )
        )  # fmt: skip
    return True


# Run by the owner after every migration: what each role may do with what exists now.
GRANTS = """
GRANT USAGE ON SCHEMA public TO yq_app, yq_worker, yq_backup, yq_privileged, yq_loader;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO yq_app, yq_worker, yq_privileged;
GRANT INSERT ON archives_cataloguerow, dropbox_finding, dropbox_line, handover_rosterrow, lists_finding, opening_oldrow, party_rosterrow,
  retirees_searchterm, routine_retiringrow TO yq_loader;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO yq_app, yq_worker, yq_privileged;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO yq_app, yq_worker, yq_privileged;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO yq_backup;
GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO yq_backup;
REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry, events_event, retirees_retireeversion, retirees_sealedfactsversion FROM yq_app, yq_worker, yq_privileged;
REVOKE INSERT, UPDATE, DELETE ON audit_leaf, audit_checkpoint, audit_sealform FROM yq_app, yq_privileged;
REVOKE UPDATE, DELETE ON audit_leaf, audit_checkpoint, audit_sealform FROM yq_worker;
REVOKE UPDATE, DELETE ON audit_sealpending FROM yq_app, yq_privileged;
REVOKE INSERT, UPDATE, DELETE ON django_migrations, insight_handovercell, insight_placesum, insight_enterprisesum FROM yq_app, yq_worker;
"""
