"""Key rotation on a live table: complete, repeatable, and indifferent to being killed at any point."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from tests import warm

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.audit.tests.sealed_log import database_role, superuser
from yinqiao.platform.crypto.blind import blind_candidates, blind_many, short_many
from yinqiao.platform.crypto.cipher import decrypt_many, encrypt_many, key_id_of
from yinqiao.platform.crypto.keyfile import add_key, init_keyring, install_keyring, keyring_installed, load_keyring
from yinqiao.platform.crypto.keys import Purpose
from yinqiao.platform.crypto.rotate import (
    BlindColumn,
    EncryptedTable,
    encrypted_tables,
    register_encrypted,
    rotate_table,
)
from yinqiao.platform.crypto.suites import AES_256_GCM, SM4_GCM, Family
from yinqiao.platform.faults import KILL_ENV

pytestmark = pytest.mark.db

AT = datetime(2026, 11, 24, tzinfo=UTC)
PEOPLE = EncryptedTable(
    "drill_person",
    ("phone", "address"),
    (
        BlindColumn("phone_index", "phone", "phone"),
        BlindColumn("tail_index", "phone", "tail", lambda text: text[-4:], is_short=True),
    ),
)
ROWS = EncryptedTable(
    "drill_row", ("payload",), key=("batch_id", "row_no"), bind=lambda key: key[0].bytes + key[1].to_bytes(4, "big")
)
IDS = [UUID(int=n) for n in range(1, 26)]
PHONES: list[str | None] = [None if n % 5 == 0 else f"1380000{n:04d}" for n in range(25)]

_TABLES = """
CREATE TABLE drill_person (id uuid PRIMARY KEY, phone bytea, address bytea, phone_index bytea, tail_index bigint);
CREATE TABLE drill_row (batch_id uuid, row_no integer, payload bytea, PRIMARY KEY (batch_id, row_no));
GRANT ALL ON drill_person, drill_row TO yq_worker;
"""


@pytest.fixture
def keys(django_db_setup: None, fresh_database: None, tmp_path: Path) -> Iterator[Path]:
    """Two tables under a first set of keys; what is given is the keyring file."""
    path = tmp_path / "keys.json"
    with superuser() as admin:
        admin.execute(_TABLES)
    with database_role("worker"), keyring_installed(init_keyring(path, at=AT)), connection.cursor() as cursor:
        sealed = encrypt_many(PHONES, IDS, table="drill_person", column="phone")
        places = encrypt_many(["望月湖"] * 25, IDS, table="drill_person", column="address")
        tails = short_many([p and p[-4:] for p in PHONES], "tail")
        cursor.executemany(
            "INSERT INTO drill_person VALUES (%s, %s, %s, %s, %s)",
            list(zip(IDS, sealed, places, blind_many(PHONES, "phone"), tails, strict=True)),
        )
        bound = [ROWS.bind((IDS[0], n)) for n in range(7)]
        payloads = encrypt_many([f"row {n}" for n in range(7)], bound, table="drill_row", column="payload")
        cursor.executemany(
            "INSERT INTO drill_row VALUES (%s, %s, %s)", [[IDS[0], n, value] for n, value in enumerate(payloads)]
        )
        yield path


def _turn(path: Path) -> None:
    """New field and blind keys."""
    add_key(path, Purpose.FIELD, at=AT)
    install_keyring(add_key(path, Purpose.BLIND, at=AT))


def _read() -> tuple[list[str | None], list[bytes | None]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, phone_index FROM drill_person ORDER BY id")
        rows = cursor.fetchall()
    return decrypt_many([row[0] for row in rows], IDS, table="drill_person", column="phone"), [row[1] for row in rows]


def _values_by_key() -> Counter[int]:
    """How many ciphertexts stand under each key."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT phone FROM drill_person WHERE phone IS NOT NULL UNION ALL SELECT address FROM drill_person"
            " UNION ALL SELECT payload FROM drill_row"
        )
        return Counter(key_id_of(bytes(value)) for (value,) in cursor.fetchall())


def test_every_row_is_readable_and_findable_under_the_new_keys_alone(keys: Path) -> None:
    _turn(keys)
    new = load_keyring(keys).active(Purpose.FIELD).id
    assert rotate_table(PEOPLE, at=AT, batch=10) == 25
    assert rotate_table(ROWS, at=AT, batch=3) == 7
    assert _values_by_key() == {new: 45 + 7}
    old = [key.id for key in load_keyring(keys).keys if key.retired_at]
    bare = load_keyring(keys)
    for key_id in old:
        bare = bare.without(key_id)
    with keyring_installed(bare):
        assert _read() == (PHONES, blind_many(PHONES, "phone"))


def test_a_city_goes_over_to_the_national_algorithms_and_back(keys: Path, settings: Any) -> None:
    for family, suite in ((Family.NATIONAL, SM4_GCM), (Family.INTERNATIONAL, AES_256_GCM)):
        settings.CRYPTO_FAMILY = family
        _turn(keys)
        # A search finds people while the indexes are still those of the other algorithm.
        assert all(index in blind_candidates(p, "phone") for p, index in zip(PHONES, _read()[1], strict=True) if p)
        assert (rotate_table(PEOPLE, at=AT), rotate_table(ROWS, at=AT)) == (25, 7)
        ring = load_keyring(keys)
        assert ring.active(Purpose.FIELD).suite == suite
        assert _values_by_key() == {ring.active(Purpose.FIELD).id: 45 + 7}
        assert _read() == (PHONES, blind_many(PHONES, "phone"))


def test_a_second_run_changes_nothing(keys: Path) -> None:
    _turn(keys)
    rotate_table(PEOPLE, at=AT)
    rotate_table(ROWS, at=AT)
    before = _read()
    assert (rotate_table(PEOPLE, at=AT), rotate_table(ROWS, at=AT)) == (0, 0)
    assert _read() == before


def test_each_batch_is_an_act_on_record(keys: Path) -> None:
    _turn(keys)
    rotate_table(PEOPLE, at=AT, batch=10)
    with superuser() as admin:
        entries = admin.execute("SELECT detail FROM audit_entry WHERE action = 'crypto.keys_rotated' ORDER BY id")
        assert [row[0] for row in entries] == [{"table": "drill_person", "rows": n} for n in (10, 10, 5)]
    assert Entry.objects.count() == 0


def test_a_damaged_row_stops_the_rotation_at_its_batch(keys: Path) -> None:
    _turn(keys)
    with superuser() as admin:
        admin.execute(
            "UPDATE drill_person SET phone = set_byte(phone, 30, get_byte(phone, 30) # 1) WHERE id = %s", [IDS[13]]
        )
    with pytest.raises(Invalid, match=r"crypto\.data_damaged"):
        rotate_table(PEOPLE, at=AT, batch=10)
    new = load_keyring(keys).active(Purpose.FIELD).id
    with connection.cursor() as cursor:
        cursor.execute("SELECT address FROM drill_person ORDER BY id")
        moved = [key_id_of(bytes(row[0])) == new for row in cursor.fetchall()]
    assert moved == [True] * 10 + [False] * 15


def test_a_table_is_registered_once_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    # A register of the test's own: the drill's table exists in this file alone.
    monkeypatch.setattr("yinqiao.platform.crypto.rotate._registered", {})
    register_encrypted(PEOPLE)
    register_encrypted(PEOPLE)
    assert encrypted_tables().count(PEOPLE) == 1


@pytest.mark.fault
@pytest.mark.parametrize("nth", [1, 3])
@pytest.mark.parametrize("point", ["crypto.rotate.before_commit", "crypto.rotate.after_commit"])
def test_a_rotation_killed_at_any_point_is_finished_by_the_next_run(keys: Path, point: str, nth: int) -> None:
    _turn(keys)
    around = {"YINQIAO_ROLE": "worker", "YINQIAO_KEYS": str(keys), KILL_ENV: f"{point}:{nth}"}
    done = warm.run(_rotate, environment=around)
    assert done.returncode == -signal.SIGKILL
    committed = (nth - 1 if point.endswith("before_commit") else nth) * 10
    assert rotate_table(PEOPLE, at=AT, batch=10) == max(0, 25 - committed)
    assert _read() == (PHONES, blind_many(PHONES, "phone"))


def _rotate() -> None:
    rotate_table(PEOPLE, at=AT, batch=10)
