"""Databases of the tests: the embedded cluster (or a server named by `YINQIAO_TEST_ADMIN`), a template, clones."""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connection
from psycopg import sql

from yinqiao.config.instance import ROLES, Instance, load_instance
from yinqiao.platform.database import embedded
from yinqiao.platform.database.roles import create_database, create_roles

SOURCE = Path(__file__).parents[1] / "src" / "yinqiao"
TEMPLATE = "yq_template"


@contextmanager
def only_one(home: Path) -> Iterator[None]:
    """One process at a time builds; the others wait and find it built."""
    with (home / ".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def admin_of(instance: Instance) -> psycopg.Connection:
    """A superuser connection to the test cluster, started if need be; call it holding `only_one`."""
    if own := os.environ.get("YINQIAO_TEST_ADMIN"):
        return psycopg.connect(own, autocommit=True)
    # Roles are made once: two processes that alter the same role at once fail each other.
    if not embedded.is_running(instance.server):
        embedded.initialise(instance.server, {role: instance.password(role) for role in ROLES})
    return instance.server.admin()


def write_through(is_wanted: bool) -> None:
    """Whether the test cluster waits for its disk: what it holds is thrown away, and no test takes its power away.

    Should the machine itself lose its power, remove the folder of the tests.
    """
    instance = load_instance()
    with only_one(instance.home), admin_of(instance) as admin:
        if os.environ.get("YINQIAO_TEST_ADMIN"):
            return
        admin.execute(sql.SQL("ALTER SYSTEM SET fsync TO {}").format(sql.Literal("on" if is_wanted else "off")))
        admin.execute("SELECT pg_reload_conf()")


def fingerprint() -> str:
    """Changes whenever a migration, a role's grants or a table's code does."""
    digest = hashlib.sha256()
    files = [*SOURCE.glob("*/*/migrations/*.py"), *SOURCE.glob("platform/database/**/*.py")]
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def build_template() -> None:
    """Make the template database by the product's own `install`, unless it stands already for this code."""
    instance = load_instance()
    with only_one(instance.home), admin_of(instance) as admin:
        mark = admin.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [TEMPLATE]
        ).fetchone()
        if mark and mark[0] == fingerprint():
            return
        create_roles(admin, {role: instance.password(role) for role in ROLES})
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(TEMPLATE)))
        create_database(admin, TEMPLATE)
        environment = {**os.environ, "YINQIAO_DB_NAME": TEMPLATE, "YINQIAO_ROLE": "owner"}
        done = subprocess.run(
            [sys.executable, "-m", "yinqiao.config.cli", "install"], env=environment, capture_output=True, check=False
        )
        if done.returncode:
            raise RuntimeError(done.stderr.decode()[-3000:])
        admin.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(TEMPLATE), sql.Literal(fingerprint()))
        )


def clone(name: str, of: str = TEMPLATE) -> None:
    """A new database, the same as the template or another to which nobody is connected, with its grants and settings."""
    instance = load_instance()
    with only_one(instance.home), admin_of(instance) as admin:
        admin.execute(
            sql.SQL("CREATE DATABASE {} OWNER yq_owner TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(of))
        )
        for statement in (
            "ALTER DATABASE {} SET timezone TO 'Asia/Shanghai'",
            "ALTER DATABASE {} SET random_page_cost TO 1.1",
        ):
            admin.execute(sql.SQL(statement).format(sql.Identifier(name)))


def drop(name: str) -> None:
    """Remove a clone, whoever is still connected."""
    instance = load_instance()
    with only_one(instance.home), admin_of(instance) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def further_database(of: str = TEMPLATE) -> Iterator[str]:
    """The name of a clone that is thrown away afterwards."""
    name = f"yq_test_{secrets.token_hex(6)}"
    connection.close()
    clone(name, of)
    try:
        yield name
    finally:
        connection.close()
        drop(name)


@contextmanager
def pointed_at(name: str) -> Iterator[None]:
    """Django works on this database inside."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = os.environ["YINQIAO_DB_NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = os.environ["YINQIAO_DB_NAME"] = before


def clone_for_worker(name: str) -> None:
    """The template, then this worker's own clone, made anew."""
    build_template()
    drop(name)
    clone(name)
