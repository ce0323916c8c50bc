"""An upgrade while work goes on: nobody waits long for a table, jobs that met the old tables are done afterwards."""

from __future__ import annotations

import io
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from psycopg import sql
from pytest_django import Settings

from tests import warm
from tests.faults.outcomes import invariants_hold
from yinqiao.areas.handover import services
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Person, make_scene, roster
from yinqiao.areas.lists import services as lists
from yinqiao.areas.lists.models import Batch
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.tests.sealed_log import superuser
from yinqiao.platform.crypto.keyfile import init_keyring, keyring_installed
from yinqiao.platform.database.roles import create_database

pytestmark = [pytest.mark.db, pytest.mark.fault]

# Before lists had a room of their own their tables had other names, and the work on them found none.
_BEFORE = ("lists", "zero")
_TABLES = ("batch", "finding", "headermemory")
_NAMES = """
SELECT conname::text FROM pg_constraint WHERE conrelid = %(table)s::regclass
UNION ALL SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = %(table)s::regclass
UNION ALL SELECT polname FROM pg_policy WHERE polrelid = %(table)s::regclass
UNION ALL SELECT d.objid::regclass::text FROM pg_depend d JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
    WHERE d.refobjid = %(table)s::regclass
UNION ALL SELECT format('%%s may %%s', grantee, privilege_type) FROM information_schema.role_table_grants
    WHERE table_name = %(table)s::text
"""
_LONGEST_WAIT = 2.5


def _start(*command: str, role: str = "owner", **more: str) -> warm.Warm:
    return warm.yinqiao(*command, environment={**os.environ, "YINQIAO_ROLE": role, **more})


def _ended(started: warm.Warm) -> None:
    ended = started.ended(timeout=300)
    assert ended.returncode == 0, ended.stderr[-2000:]


def test_two_installations_at_once_are_one(fresh_database: None) -> None:
    name = f"yq_test_{secrets.token_hex(6)}"
    with superuser("postgres") as admin:
        create_database(admin, name)
        try:
            for one in [_start("install", YINQIAO_DB_NAME=name) for _ in range(2)]:
                _ended(one)
            with superuser(name) as new:
                assert new.execute("SELECT count(*) FROM events_epoch").fetchone() == (1,)
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def test_an_upgrade_gives_way_to_work_and_jobs_batches_findings_and_headers_come_along(
    fresh_database: None, tmp_path: Path, settings: Settings
) -> None:
    settings.KEYRING_FILE = tmp_path / "keys.json"
    ring = init_keyring(settings.KEYRING_FILE, at=NOW)
    with keyring_installed(ring):
        scene = make_scene()
        wrong = Person("李未知", 108, retired="")
        odd = roster(*CAST, wrong).decode("utf-8-sig").replace("手机号码", "手提").encode()
        batch_id = scene.upload(odd)
        lists.correct_header(kind="roster", actor=scene.officer, at=NOW, batch_id=batch_id, fields={"手提": "phone"})
        lists.check_batch(actor=scene.officer, at=NOW, batch_id=batch_id)
        # The job that makes the copy with notes is waiting: with a copy there it changes nothing while rows are compared.
        lists.annotate_batch(actor=scene.officer, at=NOW, batch_id=batch_id)
        # Its check is a job that meets the old tables.
        waiting, _ = lists.upload_list(
            kind="roster", actor=scene.rival, at=NOW, enterprise_id=scene.other_id,
            file=io.BytesIO(roster(Person("赵等候", 109))), file_name="名册.csv",
        )  # fmt: skip
        connection.close()
        rows, names = _rows("lists", without=waiting), _names("lists")
        assert all(rows.values())
        _ended(_start("migrate", *_BEFORE))
        assert _rows("handover", without=waiting) == rows
        assert not any("lists_" in name for found in _names("handover").values() for name in found)
        with _working(settings.KEYRING_FILE):
            _upgrade_while_somebody_reads()
            assert (_rows("lists", without=waiting), _names("lists")) == (rows, names)
            began = time.monotonic()
            while _state(waiting) != "checked":
                assert time.monotonic() - began < 90
                time.sleep(0.2)
        # The work goes on: the same file is known, the roster asks for people elsewhere and goes.
        assert scene.upload(odd) == batch_id
        lists.recheck(kind="roster", actor=scene.officer, at=NOW, batch_id=batch_id)
        lists.check_batch(actor=scene.officer, at=NOW, batch_id=batch_id)
        lists.begin_submission(kind="roster", actor=scene.officer, at=NOW, batch_id=batch_id)
        assert services.submit_batch(actor=scene.officer, at=NOW, batch_id=batch_id) == len(CAST)
    invariants_hold()


@contextmanager
def _working(keys: Path) -> Iterator[None]:
    """A worker does what is to be done meanwhile."""
    worker = _start("worker", role="worker", YINQIAO_KEYS=str(keys))
    try:
        yield
    finally:
        worker.end(timeout=0)


def _upgrade_while_somebody_reads() -> None:
    """Somebody reads the rosters for a long time: the upgrade waits for that, and nobody waits for the upgrade."""
    with superuser() as busy:
        busy.execute("BEGIN")
        busy.execute("SELECT count(*) FROM handover_batch")
        upgrade = _start("install")
        waits = [_wait_of_a_reader() for _ in range(60)]
        assert upgrade.process.is_alive()
        busy.execute("ROLLBACK")
    assert max(waits) < _LONGEST_WAIT
    _ended(upgrade)


def _rows(room: str, *, without: UUID) -> dict[str, list[dict[str, object]]]:
    """What stands in each of the three tables but for one batch; the kind is there only since they have their new names."""
    with superuser() as admin:
        found = {}
        for table in _TABLES:
            read = sql.SQL(
                "SELECT to_jsonb(t) - 'kind' FROM {} t WHERE to_jsonb(t) ->> {} IS DISTINCT FROM {} ORDER BY t.id"
            )
            column = "id" if table == "batch" else "batch_id"
            read = read.format(sql.Identifier(f"{room}_{table}"), column, str(without))
            found[table] = [row for (row,) in admin.execute(read)]
        return found


def _names(room: str) -> dict[str, list[str]]:
    """Every constraint, index, policy and sequence of each table, and who may do what with it."""
    with superuser() as admin:
        return {one: sorted(row[0] for row in admin.execute(_NAMES, {"table": f"{room}_{one}"})) for one in _TABLES}


def _wait_of_a_reader() -> float:
    began = time.monotonic()
    with acting(Actor.system("测试")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM handover_batch")
    waited = time.monotonic() - began
    time.sleep(0.1)
    return waited


def _state(batch_id: object) -> str:
    with acting(Actor.system("测试")):
        return str(Batch.objects.values_list("state", flat=True).get(pk=batch_id))
