"""Databases of the bench: registers of a given size, built once and kept, and throw-away clones of them."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from django.core.management import call_command
from psycopg import sql

from tests.bench_database import SOURCE, admin_of, build_template, clone, drop, fingerprint
from tests.bench_database import pointed_at as pointed_at
from yinqiao.areas.organisations.queries import forget_places
from yinqiao.config.instance import load_instance
from yinqiao.platform.crypto.keyfile import complete_keyring, init_keyring

FULL, TENTH = 300_000, 30_000
SEED = 1


def prepare() -> None:
    """The cluster, its keys, the template."""
    keys = load_instance().home / "keys.json"
    if keys.exists():
        complete_keyring(keys, at=datetime.now(UTC))
    else:
        init_keyring(keys, at=datetime.now(UTC))
    build_template()


def register_of(people: int) -> str:
    """The database with so many people of the demo city; built by `yinqiao demo` when missing or out of date."""
    return _kept(f"yq_bench_{people}", people=people)


def whole_city() -> str:
    """The database with a whole city, everything handed over under its 976 agreements; built in the same way."""
    return _kept("yq_bench_city", scale="city")


def _kept(name: str, **order: Any) -> str:
    mark = _mark()
    with admin_of(load_instance()) as admin:
        found = admin.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
    if found and found[0] == mark:
        return name
    drop(name)
    clone(name)
    forget_places()
    with pointed_at(name):
        call_command("demo", seed=SEED, stdout=io.StringIO(), **order)
    forget_places()
    with superuser(name) as admin:
        admin.execute("VACUUM (ANALYZE)")
        admin.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(mark)))
    return name


def _mark() -> str:
    digest = hashlib.sha256(fingerprint().encode())
    for path in sorted((SOURCE / "shell" / "demo").rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def superuser(name: str) -> psycopg.Connection:
    """A superuser connection in autocommit to one database: to vacuum, and to run floors without policies."""
    server = load_instance().server
    dsn = server.dsn(user="postgres", password=server.superuser_password, database=name)
    return psycopg.connect(dsn, autocommit=True)


def reader_dsn(name: str) -> str:
    """The connection string of the role that reads every row."""
    instance = load_instance()
    return instance.server.dsn(user="yq_backup", password=instance.password("backup"), database=name)


@contextmanager
def scratch(of: str) -> Iterator[str]:
    """A throw-away copy of a database, file by file, with its statistics, read into memory as after a day's work."""
    name = f"{of}_run"
    drop(name)
    with admin_of(load_instance()) as admin:
        admin.execute(
            sql.SQL("CREATE DATABASE {} OWNER yq_owner TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(of)
            )
        )
        for setting in ("timezone TO 'Asia/Shanghai'", "random_page_cost TO 1.1"):
            admin.execute(sql.SQL("ALTER DATABASE {} SET " + setting).format(sql.Identifier(name)))
    with superuser(name) as admin:
        _read_into_memory(admin)
    try:
        yield name
    finally:
        drop(name)


# The tables that a roster is written to: a server that has run for a day has them in memory, a fresh copy has not
# (33,000 pages, a third of a second of every roster on 88,000 people).
_WRITTEN = (
    "retirees_retiree", "retirees_retireeversion", "retirees_sealedfacts", "retirees_searchterm", "events_event",
    "handover_offer",
)  # fmt: skip
_INDEXES = """
SELECT c.relname, a.attname, coalesce(pg_get_expr(i.indpred, i.indrelid), 'true')
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] WHERE c.relname = ANY (%s)
"""


def _read_into_memory(admin: psycopg.Connection) -> None:
    """Every page of these tables and of their indexes, once."""
    for table in _WRITTEN:
        admin.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
    admin.execute("SET enable_seqscan = off; SET enable_bitmapscan = off")
    for table, column, predicate in admin.execute(_INDEXES, [list(_WRITTEN)]).fetchall():
        count = sql.SQL("SELECT count({column}) FROM {table} WHERE {column} IS NOT NULL AND ({predicate})")
        gaps = {"column": sql.Identifier(column), "table": sql.Identifier(table), "predicate": sql.SQL(predicate)}
        admin.execute(count.format(**gaps))


def roster_file(rows: int) -> Path:
    """The bench's roster of so many people, made once."""
    from tests.quality.planted import city_frame
    from yinqiao.shell.demo.roster.make import bench_roster

    path = load_instance().home / f"roster-{rows}.xlsx"
    if not path.exists():
        # Another seed than the city's: the people of the roster are new to the register.
        path.write_bytes(bench_roster(city_frame(), seed=SEED + 1, rows=rows))
    return path
