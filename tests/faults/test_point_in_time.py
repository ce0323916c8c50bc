"""The operators' recipe of `docs/operators/wal-archiving.md`: archive, copy, go back to a moment, go on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest

from tests.faults.installation import Machine
from tests.faults.wal_archive import archive_now, archiving_machine, base_copy, go_back
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.events.models import Epoch

pytestmark = [pytest.mark.db, pytest.mark.fault, pytest.mark.usefixtures("fresh_database")]

_WIDE = "SELECT set_config('yq.nlo', '0', true), set_config('yq.nhi', '2147483647', true)"
_HEADER = "INSERT INTO lists_headermemory (enterprise_id, header, field) VALUES (1, '姓 名', 'name')"


@pytest.fixture
def machine() -> Iterator[Machine]:
    """An installation whose server archives its WAL."""
    with archiving_machine() as machine:
        yield machine


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


def _superuser(machine: Machine) -> psycopg.Connection:
    """A superuser's connection to the city."""
    server = machine.instance().server
    return psycopg.connect(server.dsn(user="postgres", password=server.superuser_password, database="yinqiao"))


def _leave_something_to_seal(machine: Machine) -> None:
    """An act of hours ago that waits for its seal, as it does after a recovery that took hours."""
    with machine.connected("app"), perform(actor=Actor.system("测试"), action="test.left", at=datetime.now(UTC)):
        pass
    with _superuser(machine) as admin:
        changed = admin.execute("UPDATE audit_entry SET recorded_at = recorded_at - interval '3 hours'")
        assert changed.rowcount > 0


def test_a_city_goes_back_to_a_moment_and_goes_on_with_whole_acts(machine: Machine) -> None:
    _leave_something_to_seal(machine)
    copy = base_copy(machine)
    _note(machine, "before")
    _leave_a_companion(machine)
    time.sleep(0.05)
    moment = datetime.now(UTC)
    time.sleep(0.05)
    _note(machine, "after")
    archive_now(machine)
    go_back(machine, copy, moment)
    done = machine.yinqiao("restore", "--recovered")
    assert done.returncode == 0, done.stderr
    with machine.connected("owner"):
        reasons = list(Epoch.objects.order_by("began_at").values_list("reason", flat=True))
    assert reasons == ["installed", "before", "restored"]
    with machine.instance().server.admin() as admin:
        assert admin.execute("SELECT count(*) FROM pg_prepared_xacts").fetchone() == (0,)
    with _superuser(machine) as reader:
        assert reader.execute("SELECT count(*) FROM lists_headermemory").fetchone() == (1,)
    assert machine.yinqiao("audit", "verify").returncode == 0
