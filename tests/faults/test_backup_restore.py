"""A backup goes into an empty machine and tells the same story there; whatever is odd is refused, loudly and unwritten."""

from __future__ import annotations

import io
import json
import os
import resource
import shutil
import stat
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.db import connection
from pytest_django import Settings

from tests.faults.clocks import begin_clocks
from tests.faults.installation import Machine, empty_machine
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.queries import find_people
from yinqiao.areas.retirees.queries.facts import facts_of
from yinqiao.areas.retirees.tests.small_city import build_city, register_many
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.kernel.errors import DomainError
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.acts import Act, Subject, perform, settle
from yinqiao.platform.audit.seal import seal_pending
from yinqiao.platform.audit.seal_witness import Witness
from yinqiao.platform.audit.tests.sealed_log import database_role, write_acts
from yinqiao.platform.backup.archive import write_archive
from yinqiao.platform.backup.make import make_backup
from yinqiao.platform.backup.record import last_backup
from yinqiao.platform.backup.restore import verify_backup
from yinqiao.platform.backup.site import Site, find_program
from yinqiao.platform.backup.tests.facts import AT, facts_with
from yinqiao.platform.crypto.keyfile import add_key, forget_key, init_keyring, keyring_installed, load_keyring
from yinqiao.platform.crypto.keys import Purpose
from yinqiao.platform.events.models import Epoch
from yinqiao.platform.files.store import NewFile, destroy_file, get_file, read_bytes, store_file

pytestmark = [pytest.mark.db, pytest.mark.fault]

NUMBER = "430999194806150024"
CONTENT = "名册原件".encode() * 100_000
CLERK = Actor.system("test")


@pytest.fixture
def site(fresh_database: None, tmp_path: Path, settings: Settings) -> Iterator[Site]:
    """An installation with one person, one stored file and a sealed log; its keys lie apart."""
    settings.FILES_FOLDER = tmp_path / "files"
    settings.KEYRING_FILE = tmp_path / "keys.json"
    init_keyring(tmp_path / "keys.json", at=AT)
    with keyring_installed(load_keyring(tmp_path / "keys.json")):
        city = build_city()
        register_many(city, [{"id_no": NUMBER, "phone": "13800001234"}], RetireeStatus.MANAGED)
        begin_clocks(AT)
        yield Site(tmp_path, tmp_path / "files", tmp_path / "witness" / "checkpoints.txt")


def _store() -> str:
    with acting(CLERK):
        what = NewFile("roster", "名册.xlsx", "application/octet-stream", "roster", place_no=1)
        return str(store_file(io.BytesIO(CONTENT), what).id)


def _seal(site: Site) -> None:
    with database_role("worker"):
        seal_pending(Witness(site.witness))


def _found(machine: Machine, text: str) -> list[tuple[str, str, str]]:
    """Who is found there by a search, with the number and the phone in the clear."""
    with machine.connected("app"), acting(CLERK):
        found = find_people(scope=Scope.everything(), text=text)
        rows = list(Retiree.objects.filter(pk__in=[hit.id for hit in found]))
        return [(row.name, known["id_no"], known["phone"]) for row, known in zip(rows, facts_of(rows), strict=True)]


def test_a_backup_brings_people_files_and_log_to_an_empty_machine(site: Site, settings: Settings) -> None:
    file_id = _store()
    _seal(site)
    made = make_backup(site, site.home / "city.yqb", at=AT)
    assert made.facts.tables["public.retirees_retiree"] == 1
    assert stat.S_IMODE((site.home / "city.yqb").stat().st_mode) == 0o600
    write_acts(3)
    _seal(site)
    with empty_machine() as machine:
        shutil.copy2(site.home / "keys.json", machine.home)
        shutil.copytree(site.witness.parent, machine.home / "witness")
        done = machine.yinqiao("restore", "--from", str(site.home / "city.yqb"))
        assert done.returncode == 0, done.stderr
        settings.FILES_FOLDER = machine.home / "files"
        # By the blind index of the number, by pinyin initials, by the name.
        for text in (NUMBER, "wgy", "王桂英"):
            assert _found(machine, text) == [("王桂英", NUMBER, "13800001234")]
        with machine.connected("app"), acting(CLERK):
            assert read_bytes(get_file(UUID(file_id))) == CONTENT
            assert list(Epoch.objects.order_by("began_at").values_list("reason", flat=True)) == [
                "installed",
                "restored",
            ]
        # Three entries sealed after the backup are gone; the log says so and goes on.
        assert "restored" in (machine.home / "witness" / "checkpoints.txt").read_text()
        assert machine.yinqiao("audit", "verify").returncode == 0
        again = machine.yinqiao("restore", "--from", str(site.home / "city.yqb"))
        assert again.returncode != 0
        assert "backup.target_not_empty" in again.stderr


def test_a_backup_waits_for_an_act_between_its_two_commits_and_brings_all_of_it(
    site: Site, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.COMPANION_FROM = 1
    monkeypatch.setattr(Act, "settle", lambda act: connection.close())
    with perform(actor=CLERK, action="test.two", at=AT) as act, act.beside(1) as run:
        run(lambda: act.emit(EventType("test.beside", "旁"), [Subject(None)]))
        act.emit(EventType("test.main", "主"), [Subject(None)])
    monkeypatch.setattr("yinqiao.platform.backup.make._PATIENCE", 0)
    with pytest.raises(DomainError) as refusal:
        make_backup(site, site.home / "city.yqb", at=AT)
    assert refusal.value.code == "backup.act_unsettled"
    assert not list(site.home.glob("*.yqb*"))
    monkeypatch.undo()
    worker = threading.Timer(1, _settle)
    worker.start()
    make_backup(site, site.home / "city.yqb", at=AT)
    worker.join()
    with empty_machine() as machine:
        shutil.copy2(site.home / "keys.json", machine.home)
        done = machine.yinqiao("restore", "--from", str(site.home / "city.yqb"))
        assert done.returncode == 0, done.stderr
        with machine.connected("app"), acting(CLERK), connection.cursor() as cursor:
            cursor.execute("SELECT type FROM events_event WHERE type LIKE 'test.%' ORDER BY type")
            assert cursor.fetchall() == [("test.beside",), ("test.main",)]


def _settle() -> None:
    settle()
    connection.close()


def test_a_file_destroyed_by_an_act_is_not_missed_a_lost_one_stops_the_backup(site: Site) -> None:
    destroyed = _store()
    with acting(CLERK):
        destroy_file(get_file(UUID(destroyed)), at=AT, act_id=write_acts(1)[0])
    assert set(make_backup(site, site.home / "before.yqb", at=AT).members) == {"database.dump"}
    (site.home / "before.yqb").unlink()
    (site.home / "last-backup.json").unlink()
    _store()
    shutil.rmtree(site.files)
    with pytest.raises(DomainError) as refusal:
        make_backup(site, site.home / "city.yqb", at=AT)
    assert refusal.value.code == "backup.files_lost"
    assert not list(site.home.glob("*.yqb*"))
    assert last_backup(site.home) is None


@pytest.fixture
def backup(site: Site) -> Path:
    """A whole backup file."""
    make_backup(site, site.home / "city.yqb", at=AT)
    return site.home / "city.yqb"


@pytest.fixture
def machine() -> Iterator[Machine]:
    """An empty machine."""
    with empty_machine() as one:
        yield one


def _is_untouched(machine: Machine) -> bool:
    instance = machine.instance()
    if not (machine.home / "pg").exists():
        return True
    with psycopg.connect(
        instance.server.dsn(user="yq_owner", password=instance.password("owner"), database="yinqiao")
    ) as db:
        row = db.execute("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace").fetchone()
        return row == (0,) and not any(machine.home.glob("files/*")) and not any(machine.home.glob("restoring-*"))


def test_no_keys_other_keys_and_a_lost_key_are_told_apart_and_nothing_is_written(
    backup: Path, machine: Machine
) -> None:
    keys = backup.with_name("keys.json")
    codes = []
    for prepare in ("none", "foreign", "lost"):
        (machine.home / "keys.json").unlink(missing_ok=True)
        if prepare == "foreign":
            init_keyring(machine.home / "keys.json", at=AT)
        if prepare == "lost":
            body = json.loads(keys.read_text())
            body["keys"] = [key for key in body["keys"] if key["purpose"] != "blind"]
            handle = os.open(machine.home / "keys.json", os.O_WRONLY | os.O_CREAT, 0o600)
            with os.fdopen(handle, "w") as target:
                json.dump(body, target)
        done = machine.yinqiao("restore", "--from", str(backup))
        assert done.returncode != 0
        codes.append(done.stderr.rpartition("（")[2].partition("）")[0])
        assert _is_untouched(machine)
    assert codes == ["crypto.keyring_missing", "crypto.key_missing", "backup.keys_missing"]


def _flipped(data: bytes, place: int) -> bytes:
    spoiled = bytearray(data)
    spoiled[place] ^= 1
    return bytes(spoiled)


SPOILS: dict[str, Callable[[bytes], bytes]] = {
    "first": lambda data: _flipped(data, 0),
    "middle": lambda data: _flipped(data, len(data) // 2),
    "last": lambda data: _flipped(data, -1),
    "cut_one": lambda data: data[:-1],
    "cut_half": lambda data: data[: len(data) // 2],
    "grown": lambda data: data + b"x",
    "empty": lambda data: b"",
}


def test_a_flipped_byte_or_a_cut_end_is_refused(backup: Path) -> None:
    whole = backup.read_bytes()
    told = {}
    for name, spoil in SPOILS.items():
        backup.write_bytes(spoil(whole))
        with pytest.raises(DomainError) as refusal:
            verify_backup(backup)
        told[name] = refusal.value.code
    assert set(told.values()) == {"crypto.data_damaged"}, told
    backup.write_bytes(whole)
    verify_backup(backup)


def test_a_damaged_file_leaves_an_empty_machine_empty(backup: Path, machine: Machine) -> None:
    shutil.copy2(backup.with_name("keys.json"), machine.home)
    backup.write_bytes(backup.read_bytes()[:-100])
    done = machine.yinqiao("restore", "--from", str(backup))
    assert done.returncode != 0
    assert "crypto.data_damaged" in done.stderr
    assert _is_untouched(machine)


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"server": 99}, "backup.server_older"), ({"migrations": ["retirees.9999_later"]}, "backup.code_older")],
)
def test_a_later_server_or_later_code_is_refused_before_anything_is_written(
    tmp_path: Path, machine: Machine, changed: dict[str, object], code: str
) -> None:
    ring = init_keyring(machine.home / "keys.json", at=AT)
    (tmp_path / "dump").write_bytes(b"PGDMP")
    with keyring_installed(ring), (tmp_path / "b.yqb").open("wb") as target:
        write_archive(target, [("database.dump", tmp_path / "dump")], facts_with(**changed))
    done = machine.yinqiao("restore", "--from", str(tmp_path / "b.yqb"))
    assert done.returncode != 0
    assert code in done.stderr
    assert _is_untouched(machine)


def test_a_backup_stays_readable_after_the_file_key_was_changed(backup: Path) -> None:
    ring = add_key(backup.with_name("keys.json"), Purpose.FILE, at=AT + timedelta(days=1))
    with keyring_installed(ring):
        assert verify_backup(backup).facts.created_at == AT.isoformat()


def test_a_backup_whose_key_was_forgotten_is_read_with_the_copy_of_the_keys_of_its_day_alone(backup: Path) -> None:
    keys, kept = backup.with_name("keys.json"), backup.with_name("keys-of-its-day.json")
    shutil.copy2(keys, kept)
    (old,) = (key.id for key in load_keyring(keys).keys if key.purpose is Purpose.FILE)
    add_key(keys, Purpose.FILE, at=AT + timedelta(days=1))
    with keyring_installed(forget_key(keys, old)), pytest.raises(DomainError) as refusal:
        verify_backup(backup)
    assert refusal.value.code == "crypto.key_missing"
    with keyring_installed(load_keyring(kept)):
        assert verify_backup(backup).facts.created_at == AT.isoformat()


def test_a_backup_never_replaces_a_file_and_holds_no_key(backup: Path, site: Site) -> None:
    with pytest.raises(DomainError) as refusal:
        make_backup(site, backup, at=AT)
    assert refusal.value.code == "backup.target_exists"
    names = set(verify_backup(backup).members)
    assert "database.dump" in names
    assert not any("keys.json" in name or "secrets" in name for name in names)


def _fake_programs(folder: Path, said: str) -> None:
    for name in ("pg_dump", "pg_restore"):
        (folder / name).write_text(said)
        (folder / name).chmod(0o755)


def test_a_dump_program_of_another_version_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _fake_programs(tmp_path, "#!/bin/sh\necho 'pg_dump (PostgreSQL) 14.9 (Debian 14.9-1)'\n")
    monkeypatch.setenv("YINQIAO_PG_BIN", str(tmp_path))
    assert find_program("pg_dump", 14) == tmp_path / "pg_dump"
    assert find_program("pg_dump", 18) != tmp_path / "pg_dump"
    with pytest.raises(DomainError) as refusal:
        find_program("pg_dump", 13)
    assert refusal.value.code == "backup.program_missing"


@pytest.mark.parametrize(
    ("lacks", "told"), [(-1_000, "backup.program_failed"), (1_500, "File too large")], ids=["dump", "archive"]
)
def test_a_backup_that_finds_no_room_leaves_nothing_and_is_told(
    site: Site, backup: Path, lacks: int, told: str
) -> None:
    """There is room for less than the dump, or for the dump and no more than the head of what is packed with it."""
    _store()
    room, last = verify_backup(backup).members["database.dump"][0] + lacks, last_backup(site.home)
    there = {path.name for path in site.home.iterdir()}
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        with pytest.raises((DomainError, OSError), match=told):
            make_backup(site, site.home / "another.yqb", at=AT)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert {path.name for path in site.home.iterdir()} == there
    assert last_backup(site.home) == last


@pytest.mark.parametrize("end", ["echo 'warning: odd' >&2", "exit 1"])
def test_a_dump_that_complains_or_fails_leaves_no_backup(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    major = site.server_major()
    (tmp_path / "bin").mkdir()
    told = f"case $1 in --version) echo 'pg_dump (PostgreSQL) {major}.0'; exit 0;; esac"
    _fake_programs(tmp_path / "bin", f"#!/bin/sh\n{told}\n{end}\n")
    monkeypatch.setenv("YINQIAO_PG_BIN", str(tmp_path / "bin"))
    with pytest.raises(DomainError) as refusal:
        make_backup(site, tmp_path / "city.yqb", at=AT)
    assert refusal.value.code == "backup.program_failed"
    assert [path.name for path in tmp_path.glob("*yqb*")] == []
    assert last_backup(tmp_path) is None
