"""Back to 20 random instants, with exactly the commits up to each; and how much a dead server loses and how long it is away.

`YINQIAO_SOAK_INSTANTS`, `YINQIAO_SOAK_CITY` and `YINQIAO_SOAK_WORK` name other numbers for a trial (people of the city
whose server dies; seconds of work before it does).
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import psycopg
import pytest
from django.db import transaction

from tests.faults.clocks import begin_clocks
from tests.faults.installation import Machine
from tests.faults.outcomes import invariants_hold
from tests.faults.wal_archive import archive_now, archiving_machine, base_copy, go_back
from yinqiao.areas.handover.tests.conftest import id_number
from yinqiao.areas.lists.models import HeaderMemory
from yinqiao.areas.retirees.tests.small_city import City, build_city, register_many
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.audit.seal import seal_pending
from yinqiao.platform.audit.seal_witness import Witness
from yinqiao.platform.crypto.keyfile import keyring_installed, load_keyring

pytestmark = [pytest.mark.soak, pytest.mark.usefixtures("django_db_setup"), pytest.mark.timeout(4 * 3600)]

SEED = 20_261_128
INSTANTS = int(os.environ.get("YINQIAO_SOAK_INSTANTS", "20"))
PEOPLE = int(os.environ.get("YINQIAO_SOAK_CITY", "300000"))
WORK_SECONDS = float(os.environ.get("YINQIAO_SOAK_WORK", "200"))
COMMITS = 200
LONGEST_LOSS, LONGEST_ABSENCE = timedelta(minutes=5), timedelta(minutes=30)
# What an act writes: all of it is there after its instant, nothing before.
WRITTEN = {"retirees_retiree": "id", "audit_entry": "id", "events_event": "id", "retirees_retireeversion": "pgh_id"}
# Beyond the recipe, for the test alone: it tells the moment of each commit as recovery sees it.
EXACT = {"track_commit_timestamp": "on"}
# As the recipe has it.
RECIPE = {"archive_timeout": "60"}


@pytest.fixture(autouse=True)
def _real_database(django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


@contextmanager
def _superuser(machine: Machine) -> Iterator[psycopg.Connection]:
    server = machine.instance().server
    dsn = server.dsn(user="postgres", password=server.superuser_password, database="yinqiao")
    with psycopg.connect(dsn, autocommit=True) as admin:
        yield admin


@contextmanager
def _at_work(machine: Machine) -> Iterator[None]:
    with machine.connected("app"), keyring_installed(load_keyring(machine.home / "keys.json")):
        yield


def _city(machine: Machine) -> City:
    """A small city whose log has no seal yet: some instants are before the first."""
    with _at_work(machine):
        return build_city()


def _work(machine: Machine, city: City, random: Random) -> None:
    """Registrations, some of one person, some of many, at uneven distances; the log is sealed now and then."""
    serial = 0
    with _at_work(machine):
        for number in range(COMMITS):
            people = [{"id_no": id_number(serial + n)} for n in range(random.choice((1, 1, 1, 4)))]
            serial += len(people)
            with transaction.atomic():
                # At no instant is anybody managed without a clock.
                register_many(city, people, RetireeStatus.MANAGED)
                begin_clocks(datetime.now(UTC))
            time.sleep(random.random() / 10)
            if number % 60 == 30:
                _seal(machine)


def _seal(machine: Machine) -> None:
    with machine.connected("worker"), keyring_installed(load_keyring(machine.home / "keys.json")):
        seal_pending(Witness(machine.home / "witness" / "checkpoints.txt"))


def _commits(admin: psycopg.Connection) -> dict[str, dict[str, datetime]]:
    """Of each table: row → the moment of the commit that wrote it."""
    return {
        table: dict(
            admin.execute(f"SELECT {key}::text, pg_xact_commit_timestamp(xmin) FROM {table}".encode()).fetchall()
        )
        for table, key in WRITTEN.items()
    }


def _rows(admin: psycopg.Connection) -> dict[str, set[str]]:
    return {
        table: {row[0] for row in admin.execute(f"SELECT {key}::text FROM {table}".encode())}
        for table, key in WRITTEN.items()
    }


def test_at_each_of_20_random_instants_exactly_the_commits_up_to_it_are_there(
    record_property: Callable[[str, object], None],
) -> None:
    random = Random(SEED)
    begun = time.perf_counter()
    with archiving_machine(EXACT) as machine:
        city = _city(machine)
        copy = base_copy(machine)
        _work(machine, city, random)
        with _superuser(machine) as admin:
            commits = _commits(admin)
        archive_now(machine)
        moments = sorted(commits["retirees_retiree"].values())
        shutil.copytree(machine.home / "witness", machine.home / "witness-then")
        absences = []
        for _ in range(INSTANTS):
            instant = moments[0] + (moments[-1] - moments[0]) * random.random()
            away = time.perf_counter()
            _check_instant(machine, copy, commits, instant)
            absences.append(time.perf_counter() - away)
    record_property("seed", SEED)
    record_property("instants", INSTANTS)
    record_property("commits", len(set(moments)))
    record_property("faults", 0)
    record_property("seconds", round(time.perf_counter() - begun))
    record_property("longest seconds for one instant, its checks included", round(max(absences), 1))


def _check_instant(machine: Machine, copy: Any, commits: dict[str, dict[str, datetime]], instant: datetime) -> None:
    shutil.rmtree(machine.home / "witness")
    shutil.copytree(machine.home / "witness-then", machine.home / "witness")
    go_back(machine, copy, instant, archives=False)
    expected = {table: {row for row, moment in rows.items() if moment <= instant} for table, rows in commits.items()}
    with _superuser(machine) as admin:
        assert _rows(admin) == expected
    done = machine.yinqiao("restore", "--recovered")
    assert done.returncode == 0, done.stderr
    assert machine.yinqiao("audit", "verify").returncode == 0
    instance = machine.instance()
    invariants_hold(instance.server.dsn(user="yq_backup", password=instance.password("backup"), database="yinqiao"))


def test_a_dead_server_loses_at_most_five_minutes_and_is_back_within_thirty(
    record_property: Callable[[str, object], None],
) -> None:
    with archiving_machine(RECIPE) as machine:
        done = machine.yinqiao("demo", "--people", str(PEOPLE))
        assert done.returncode == 0, done.stderr
        copy = base_copy(machine)
        told = _work_until_it_dies(machine)
        died = datetime.now(UTC)
        begun = time.perf_counter()
        # The machine is gone: nothing of it is left but the copy and what had reached the archive.
        go_back(machine, copy, None)
        replayed = time.perf_counter() - begun
        done = machine.yinqiao("restore", "--recovered")
        absence = timedelta(seconds=time.perf_counter() - begun)
        assert done.returncode == 0, done.stderr
        with _superuser(machine) as admin:
            (kept,) = admin.execute("SELECT count(*) FROM lists_headermemory WHERE enterprise_id = 0").fetchone() or (
                0,
            )
            (acts,) = admin.execute("SELECT count(*) FROM audit_entry WHERE action = 'soak.commit'").fetchone() or (0,)
            (people,) = admin.execute("SELECT count(*) FROM retirees_retiree").fetchone() or (0,)
    loss = died - (told[kept] if kept < len(told) else died)
    record_property("people", people)
    record_property("commits told to their writers", len(told))
    record_property("commits there after", kept)
    record_property("RPO: seconds lost", round(loss.total_seconds(), 1))
    record_property("RTO: seconds away", round(absence.total_seconds(), 1))
    record_property("of them to replay", round(replayed, 1))
    assert people >= PEOPLE
    assert kept == acts
    assert kept > 0
    assert loss <= LONGEST_LOSS
    assert absence <= LONGEST_ABSENCE


def _work_until_it_dies(machine: Machine) -> list[datetime]:
    """Small acts one after another; the moment at which each was told to have committed."""
    told = []
    until = time.monotonic() + WORK_SECONDS
    with _at_work(machine):
        while time.monotonic() < until:
            at = datetime.now(UTC)
            with perform(actor=Actor.system("soak"), action="soak.commit", at=at):
                HeaderMemory.objects.create(enterprise_id=0, header=str(len(told)), field="name")
            told.append(datetime.now(UTC))
            time.sleep(0.02)
    return told
