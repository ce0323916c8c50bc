"""The installation as backup and restore see it: its folders, its database under each role, its server's programs."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from psycopg import sql

from yinqiao.platform.backup import errors
from yinqiao.platform.database.embedded import binaries

_TABLES = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
ORDER BY n.nspname, c.relname
"""
_LONGEST = 6 * 3600


@dataclass(frozen=True, slots=True)
class Site:
    """Where this installation keeps what a backup holds."""

    home: Path
    files: Path
    witness: Path

    def connect(self, role: str) -> psycopg.Connection[Any]:
        """A connection of its own as one of our database roles."""
        address: dict[str, Any] = dict(self._address(role))
        return psycopg.connect(**address, application_name="yinqiao-backup")

    def run(self, role: str, program: str, *arguments: str) -> None:
        """Run a PostgreSQL program of the server's own major version. Any word of complaint is a failure."""
        address = self._address(role)
        environment = {
            **os.environ, "PGHOST": address["host"], "PGPORT": address.get("port", ""), "PGUSER": address["user"],
            "PGPASSWORD": address["password"], "PGDATABASE": address["dbname"], "LC_ALL": "C.UTF-8",
        }  # fmt: skip
        path = find_program(program, self.server_major())
        done = subprocess.run(
            [str(path), "--no-password", *arguments],
            env=environment, capture_output=True, text=True, check=False, timeout=_LONGEST,
        )  # fmt: skip
        if done.returncode or done.stderr.strip():
            raise errors.program_failed(program, done.stderr.strip()[-1500:] or str(done.returncode))

    def server_major(self) -> int:
        """The major version of the server, such as 18."""
        with self.connect("backup") as connection:
            return connection.info.server_version // 10_000

    def _address(self, role: str) -> dict[str, str]:
        known: dict[str, Any] = settings.INSTANCE.database(role)
        address = {"host": known["HOST"], "dbname": known["NAME"], "user": known["USER"], "password": known["PASSWORD"]}
        return address | ({"port": known["PORT"]} if known["PORT"] else {})


def this_site() -> Site:
    """The installation of the settings."""
    return Site(settings.INSTANCE.home, Path(settings.FILES_FOLDER), Path(settings.WITNESS_FILE))


def find_program(program: str, major: int) -> Path:
    """The program of exactly this major version. Unavailable `backup.program_missing` rather than another one.

    An older `pg_dump` cannot read the server, a newer one writes what the server's own `pg_restore` refuses.
    """
    folders = [os.environ.get("YINQIAO_PG_BIN", ""), f"/usr/lib/postgresql/{major}/bin", str(binaries())]
    for folder in [*folders, *os.environ.get("PATH", "").split(os.pathsep)]:
        path = Path(folder) / program
        if folder and os.access(path, os.X_OK) and _major_of(path) == major:
            return path
    raise errors.program_missing(program, major)


def _major_of(path: Path) -> int:
    told = subprocess.run([str(path), "--version"], capture_output=True, text=True, check=False).stdout
    words = told.replace(")", ") ").split()
    numbers = [word.split(".")[0] for word in words if word[:1].isdigit()]
    return int(numbers[0]) if numbers and numbers[0].isdigit() else 0


def count_rows(connection: psycopg.Connection[Any]) -> dict[str, int]:
    """The rows of every table, in one moment of the database."""
    return dict(_counted(connection))


def _counted(connection: psycopg.Connection[Any]) -> Iterator[tuple[str, int]]:
    for schema, table in connection.execute(_TABLES).fetchall():
        row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table))).fetchone()
        yield f"{schema}.{table}", int(row[0]) if row else 0
