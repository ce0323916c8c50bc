"""The operators' recipe of `docs/operators/wal-archiving.md`: archive, copy, go back to a moment, go on."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.faults.installation import Machine, empty_machine
from yinqiao.config.instance import ROLES
from yinqiao.platform.backup.tests.facts import AT
from yinqiao.platform.crypto.keyfile import init_keyring
from yinqiao.platform.database import embedded
from yinqiao.platform.database.roles import create_database
from yinqiao.platform.events.models import Epoch

pytestmark = [pytest.mark.db, pytest.mark.fault, pytest.mark.usefixtures("fresh_database")]

_WIDE = "SELECT set_config('yq.nlo', '0', true), set_config('yq.nhi', '2147483647', true)"
_HEADER = "INSERT INTO handover_headermemory (enterprise_id, header, field) VALUES (1, '姓 名', 'name')"


@pytest.fixture
def machine() -> Iterator[Machine]:
    """An installation whose server archives its WAL."""
    with empty_machine() as machine:
        init_keyring(machine.home / "keys.json", at=AT)
        instance = machine.instance()
        embedded.initialise(instance.server, {role: instance.password(role) for role in ROLES})
        (machine.home / "wal").mkdir(mode=0o777)
        (machine.home / "wal").chmod(0o777)
        with instance.server.admin() as admin:
            create_database(admin, "yinqiao")
            command = f"test ! -f {machine.home}/wal/%f && cp %p {machine.home}/wal/%f"
            admin.execute("ALTER SYSTEM SET archive_mode = on")
            admin.execute(psycopg.sql.SQL("ALTER SYSTEM SET archive_command = {}").format(psycopg.sql.Literal(command)))
        with (instance.server.folder / "pg_hba.conf").open("a") as rules:
            rules.write("local replication postgres scram-sha-256\n")
        _restart(machine)
        assert machine.yinqiao("install").returncode == 0
        yield machine


def _restart(machine: Machine) -> None:
    server = machine.instance().server
    embedded.stop(server)
    embedded.start(server)


def _copy(machine: Machine) -> Path:
    server, copy = machine.instance().server, machine.home / "copy"
    subprocess.run(
        [embedded.binaries() / "pg_basebackup", "-d", server.dsn(user="postgres", password=server.superuser_password),
         "-D", copy, "--checkpoint=fast", "--wal-method=stream"],
        check=True, capture_output=True,
    )  # fmt: skip
    return copy


def _note(machine: Machine, reason: str) -> None:
    with machine.connected("owner"):
        Epoch.objects.create(reason=reason)


def _leave_a_companion(machine: Machine) -> None:
    """An act that committed while its companion was only prepared: its process died in between."""
    instance = machine.instance()
    dsn = instance.server.dsn(user="yq_app", password=instance.password("app"), database="yinqiao")
    with psycopg.connect(dsn) as act, psycopg.connect(dsn) as beside:
        number = act.execute("SELECT pg_current_xact_id()::text").fetchone()
        beside.execute(_WIDE)
        beside.execute(_HEADER)
        name = f"yinqiao:{uuid4()}:{number[0] if number else ''}"
        beside.execute(psycopg.sql.SQL("PREPARE TRANSACTION {}").format(psycopg.sql.Literal(name)))
        act.commit()


def _go_back(machine: Machine, copy: Path, moment: datetime) -> None:
    server = machine.instance().server
    with server.admin() as admin:
        admin.execute("SELECT pg_switch_wal()")
    embedded.stop(server, "immediate")
    owner = server.folder.stat()
    shutil.move(server.folder, machine.home / "aside")
    shutil.copytree(copy, server.folder, ignore=shutil.ignore_patterns("*.lock"))
    server.folder.chmod(0o700)
    with (server.folder / "postgresql.auto.conf").open("a") as lines:
        lines.write(f"restore_command = 'cp {machine.home}/wal/%f %p'\n")
        lines.write(f"recovery_target_time = '{moment.isoformat()}'\nrecovery_target_action = 'promote'\n")
    (server.folder / "recovery.signal").touch()
    for path in (server.folder, *server.folder.rglob("*")):
        shutil.chown(path, owner.st_uid, owner.st_gid)
    embedded.start(server)
    for _ in range(200):
        with server.admin() as admin:
            row = admin.execute("SELECT pg_is_in_recovery()").fetchone()
        if row and not row[0]:
            return
        time.sleep(0.05)
    raise TimeoutError("the server does not end its recovery")


def test_a_city_goes_back_to_a_moment_and_goes_on_with_whole_acts(machine: Machine) -> None:
    copy = _copy(machine)
    _note(machine, "before")
    _leave_a_companion(machine)
    time.sleep(0.05)
    moment = datetime.now(UTC)
    time.sleep(0.05)
    _note(machine, "after")
    _go_back(machine, copy, moment)
    done = machine.yinqiao("restore", "--recovered")
    assert done.returncode == 0, done.stderr
    with machine.connected("owner"):
        reasons = list(Epoch.objects.order_by("began_at").values_list("reason", flat=True))
    assert reasons == ["installed", "before", "restored"]
    with machine.instance().server.admin() as admin:
        assert admin.execute("SELECT count(*) FROM pg_prepared_xacts").fetchone() == (0,)
    dsn = machine.instance().server.dsn(
        user="postgres", password=machine.instance().server.superuser_password, database="yinqiao"
    )
    with psycopg.connect(dsn) as reader:
        assert reader.execute("SELECT count(*) FROM handover_headermemory").fetchone() == (1,)
    assert machine.yinqiao("audit", "verify").returncode == 0
