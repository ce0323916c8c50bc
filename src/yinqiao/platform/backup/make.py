"""Makes a backup: one moment of the database, the stored files that it names, the witness; never a key.

Written beside its place, read back and compared, flushed, renamed: a file with the right name is a whole backup.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg

from yinqiao.platform.acts.companion import end_moment, whole_moment
from yinqiao.platform.backup import errors
from yinqiao.platform.backup.archive import DUMP, read_archive, write_archive
from yinqiao.platform.backup.manifest import Facts, Manifest
from yinqiao.platform.backup.record import note_backup
from yinqiao.platform.backup.site import Site, count_rows
from yinqiao.platform.crypto.keyfile import current_keyring

_PATIENCE = 60.0
_MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY id"
_FILES = "SELECT replace(id::text, '-', '') FROM files_storedfile WHERE destroyed_at IS NULL ORDER BY id"
_DESTROYED = """
SELECT replace(id::text, '-', '') FROM files_storedfile
WHERE destroyed_at IS NOT NULL AND replace(id::text, '-', '') = ANY (%s)
"""


def make_backup(site: Site, target: Path, *, at: datetime) -> Manifest:
    """Write a backup of `site` to `target` and note it; the manifest is returned.

    Conflict `backup.target_exists`; Unavailable for a program of another version, an error of the dump, stored files
    without bytes, or a file that does not read back the same. OSError when the disk fails. Nothing is left behind.
    """
    if target.exists():
        raise errors.target_exists(target.name)
    part = target.with_name(target.name + ".part")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".yinqiao-backup-") as folder:
        staging = Path(folder)
        witness = _copy_witness(site, staging)
        facts, files = _dump(site, staging / DUMP, at)
        stored = [(f"files/{_place(name)}", site.files / _place(name)) for name in files]
        present = [one for one in stored if one[1].exists()]
        facts.destroyed_meanwhile.extend(_missing(site, {path.name for _, path in stored if not path.exists()}))
        try:
            manifest = _write(part, [(DUMP, staging / DUMP), *witness, *present], facts)
            part.rename(target)
        finally:
            part.unlink(missing_ok=True)
    _flush_folder(target.parent)
    note_backup(site.home, at=at, by="yinqiao", name=target.name, size=target.stat().st_size)
    return manifest


def lost_files(site: Site) -> list[str]:
    """Names of stored files that have a row and no bytes in the store."""
    with site.connect("backup") as connection:
        names = [row[0] for row in connection.execute(_FILES)]
    return [name for name in names if not (site.files / _place(name)).exists()]


def _place(name: str) -> str:
    """Where the store keeps a file, relative to its folder."""
    return f"{name[-4:-2]}/{name[-2:]}/{name}"


def _copy_witness(site: Site, staging: Path) -> list[tuple[str, Path]]:
    """Copied before the dump, notes before leaves: the copy may be behind the database, never ahead of it."""
    members = []
    for name in (site.witness.name, "leaves.bin", "verifier-keys.txt"):
        source = site.witness.with_name(name)
        if source.exists():
            copy = Path(shutil.copyfile(source, staging / name))
            members.append((f"witness/{'checkpoints.txt' if name == site.witness.name else name}", copy))
    return members


def _dump(site: Site, path: Path, at: datetime) -> tuple[Facts, list[str]]:
    """Dump one moment; its counts, and the files that it names, are of that same moment."""
    with _moment(site) as (connection, snapshot):
        facts = Facts(
            created_at=at.isoformat(), version=version("yinqiao"), server=connection.info.server_version // 10_000,
            migrations=[row[0] for row in connection.execute(_MIGRATIONS)], tables=count_rows(connection),
            keys=[f"{key.id:08x}" for key in current_keyring().keys],
        )  # fmt: skip
        files = [row[0] for row in connection.execute(_FILES)]
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        site.run("backup", "pg_dump", "--format=custom", "--compress=6", f"--snapshot={snapshot}", f"--file={path}")
    return facts, files


@contextlib.contextmanager
def _moment(site: Site) -> Iterator[tuple[psycopg.Connection[Any], str]]:
    with site.connect("backup") as connection:
        _wait_for_whole_acts(connection)
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        # A forgotten grant or policy must fail, not shorten the backup; a long dump must not be cut.
        connection.execute("SELECT set_config('row_security', 'off', true)")
        connection.execute("SELECT set_config('idle_in_transaction_session_timeout', '0', true)")
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None, "a function always answers"  # noqa: S101
        end_moment(connection)
        yield connection, row[0]


def _wait_for_whole_acts(connection: psycopg.Connection[Any]) -> None:
    """An act of two transactions is dumped whole or not at all; what a dead process left is the worker's to settle."""
    connection.autocommit = True
    began = time.monotonic()
    while not whole_moment(connection):
        if time.monotonic() - began > _PATIENCE:
            raise errors.act_unsettled()
        time.sleep(1)
    connection.autocommit = False


def _missing(site: Site, absent: set[str]) -> list[str]:
    """Files of the moment that are gone now: destroyed meanwhile by an act, which is right, or lost, which stops us."""
    if not absent:
        return []
    with site.connect("backup") as connection:
        destroyed = {row[0] for row in connection.execute(_DESTROYED, [list(absent)])}
    if lost := absent - destroyed:
        raise errors.files_lost(len(lost))
    return sorted(destroyed)


def _write(part: Path, members: list[tuple[str, Path]], facts: Facts) -> Manifest:
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as target:
        manifest = write_archive(target, members, facts)
        target.flush()
        os.fsync(target.fileno())
    with part.open("rb") as source:
        if read_archive(source) != manifest:
            raise errors.not_verified()
    return manifest


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
