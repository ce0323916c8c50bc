"""An installation whose server archives its WAL, as `docs/operators/wal-archiving.md` says, and the way back to a moment."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from psycopg import sql

from tests.faults.installation import Machine, empty_machine
from yinqiao.platform.backup.tests.facts import AT
from yinqiao.platform.crypto.keyfile import init_keyring
from yinqiao.platform.database import embedded


@contextmanager
def archiving_machine(more: Mapping[str, str] | None = None) -> Iterator[Machine]:
    """An installation whose server archives its WAL into `wal`; `more` are further settings of the server."""
    with empty_machine() as machine:
        machine.install()
        init_keyring(machine.home / "keys.json", at=AT)
        instance = machine.instance()
        wal = machine.home / "wal"
        wal.mkdir(mode=0o777)
        wal.chmod(0o777)
        command = f"test ! -f {wal}/%f && cp %p {wal}/%f.part && mv {wal}/%f.part {wal}/%f"
        with instance.server.admin() as admin:
            for name, value in {"archive_mode": "on", "archive_command": command, **(more or {})}.items():
                setting = sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value))
                admin.execute(setting)
        with (instance.server.folder / "pg_hba.conf").open("a") as rules:
            rules.write("local replication postgres scram-sha-256\n")
        embedded.stop(instance.server)
        embedded.start(instance.server)
        yield machine


def base_copy(machine: Machine) -> Path:
    """The nightly copy."""
    server, copy = machine.instance().server, machine.home / "copy"
    subprocess.run(
        [embedded.binaries() / "pg_basebackup", "-d", server.dsn(user="postgres", password=server.superuser_password),
         "-D", copy, "--checkpoint=fast", "--wal-method=stream"],
        check=True, capture_output=True,
    )  # fmt: skip
    return copy


def archive_now(machine: Machine) -> None:
    """End the current WAL segment and wait until the archive holds it: a server stopped before that leaves it out."""
    with machine.instance().server.admin() as admin:
        row = admin.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()
    assert row is not None
    until = time.monotonic() + 120
    while not (machine.home / "wal" / row[0]).exists():
        assert time.monotonic() < until, "the segment does not reach the archive"
        time.sleep(0.05)


def go_back(machine: Machine, copy: Path, moment: datetime | None, *, archives: bool = True) -> None:
    """Lay the copy in the place of the stopped server and replay to a moment (None: all that was archived).

    Returns when the server takes writes. Without `archives` it begins no new time line in the archive, so that others
    may go back from the same one.
    """
    server = machine.instance().server
    owner = _set_aside(machine)
    shutil.copytree(copy, server.folder, ignore=shutil.ignore_patterns("*.lock"))
    server.folder.chmod(0o700)
    lines = [f"restore_command = 'cp {machine.home}/wal/%f %p'", "recovery_target_action = 'promote'"]
    lines += [f"recovery_target_time = '{moment.isoformat()}'"] if moment else []
    lines += [] if archives else ["archive_mode = off"]
    with (server.folder / "postgresql.auto.conf").open("a") as settings:
        settings.write("".join(f"{line}\n" for line in lines))
    (server.folder / "recovery.signal").touch()
    for path in (server.folder, *server.folder.rglob("*")):
        shutil.chown(path, *owner)
    embedded.start(server)
    _wait_until_it_takes_writes(machine)


def _set_aside(machine: Machine) -> tuple[int, int]:
    """Stop the server at once and move its folder aside, over an earlier one; returns who owned it."""
    server, aside = machine.instance().server, machine.home / "aside"
    embedded.stop(server, "immediate")
    owner = server.folder.stat()
    shutil.rmtree(aside, ignore_errors=True)
    shutil.move(server.folder, aside)
    return owner.st_uid, owner.st_gid


def _wait_until_it_takes_writes(machine: Machine, seconds: float = 3600) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with machine.instance().server.admin() as admin:
            row = admin.execute("SELECT pg_is_in_recovery()").fetchone()
        if row and not row[0]:
            return
        time.sleep(0.05)
    raise TimeoutError("the server does not end its recovery")
