"""Databases of the tests: the embedded cluster (or a server named by `YINQIAO_TEST_ADMIN`), a template, clones."""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from yinqiao.config.instance import ROLES, Instance, load_instance
from yinqiao.platform.database import embedded
from yinqiao.platform.database.roles import create_database, create_roles

SOURCE = Path(__file__).parents[1] / "src" / "yinqiao"
TEMPLATE = "yq_template"


@contextmanager
def _only_one(home: Path) -> Iterator[None]:
    """One process at a time builds; the others wait and find it built."""
    with (home / ".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def admin_of(instance: Instance) -> psycopg.Connection:
    """A superuser connection to the test cluster, started if need be; call it holding `_only_one`."""
    if own := os.environ.get("YINQIAO_TEST_ADMIN"):
        return psycopg.connect(own, autocommit=True)
    # Roles are made once: two processes that alter the same role at once fail each other.
    if not embedded.is_running(instance.server):
        embedded.initialise(instance.server, {role: instance.password(role) for role in ROLES})
    return instance.server.admin()


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
    with _only_one(instance.home), admin_of(instance) as admin:
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


def clone(name: str) -> None:
    """A new database, the same as the template, with the template's grants and settings."""
    instance = load_instance()
    with _only_one(instance.home), admin_of(instance) as admin:
        admin.execute(
            sql.SQL("CREATE DATABASE {} OWNER yq_owner TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(TEMPLATE)
            )
        )
        for statement in (
            "ALTER DATABASE {} SET timezone TO 'Asia/Shanghai'",
            "ALTER DATABASE {} SET random_page_cost TO 1.1",
        ):
            admin.execute(sql.SQL(statement).format(sql.Identifier(name)))


def drop(name: str) -> None:
    """Remove a clone, whoever is still connected."""
    instance = load_instance()
    with _only_one(instance.home), admin_of(instance) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def clone_for_worker(name: str) -> None:
    """The template, then this worker's own clone, made anew."""
    build_template()
    drop(name)
    clone(name)
