"""An upgrade that finds custody as it was kept before passings: of each thing the same holders are read afterwards."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests import warm
from tests.faults.things import ARCHIVE, ASSET, BRANCH, IDS, MEMBER
from yinqiao.platform.audit.tests.sealed_log import superuser
from yinqiao.platform.custody.passing import Custody
from yinqiao.platform.database.roles import create_database

pytestmark = [pytest.mark.db, pytest.mark.fault]

# Each room as it was the last time before its holders were read from passings.
_BEFORE = {
    "archives": "0009_read_once",
    "party": "0004_read_once",
    "assets": "0004_holder_city",
    "branches": "0002_policies",
}
_ROOMS = (
    (Custody("archives_custody", "archives_archive", "archive_id", "archives_passing"), ARCHIVE),
    (Custody("party_custody", "party_member", "member_id", "party_passing"), MEMBER),
    (Custody("assets_assetcustody", "assets_asset", "asset_id", "assets_assetpassing"), ASSET),
    (Custody("branches_custody", "branches_organisation", "organisation_id", "branches_passing"), BRANCH),
)
# The enterprise had it, then a place, another city, and the place again.
_HELD = """
INSERT INTO {table} (id, {column}, holder_enterprise_id, holder_place_no, holder_city, since, until, act_id)
SELECT yq_uuid7(), a.id, firm, place, city, since::timestamptz, until::timestamptz, :act FROM {things} a, (VALUES
    (7, NULL, '', '2025-01-01', '2025-02-01'), (NULL, 100, '', '2025-02-01', '2025-03-01'),
    (NULL, NULL, '外市', '2025-03-01', '2025-04-01'), (NULL, 101, '', '2025-04-01', NULL))
    AS held (firm, place, city, since, until)
"""
_KEPT = "SELECT array_agg(no ORDER BY no), bool_and(act_id = {act}) FROM {{}}".format(act=IDS[":act"])
_READ = "SELECT holder_enterprise_id, holder_place_no, holder_city, since, until FROM {} ORDER BY since"


@pytest.fixture
def before(fresh_database: None) -> Iterator[str]:
    """A database of the rooms as they were, with one thing in each of them."""
    name = f"yq_test_{secrets.token_hex(6)}"
    with superuser("postgres") as admin:
        create_database(admin, name)
        try:
            # Its table is asked for after each migration of others.
            _run(name, "migrate", "pghistory")
            for room, last in _BEFORE.items():
                _run(name, "migrate", room, last)
            yield name
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def _run(name: str, *command: str) -> None:
    environment = {**os.environ, "YINQIAO_ROLE": "owner", "YINQIAO_DB_NAME": name}
    done = warm.yinqiao(*command, environment=environment).ended(timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]


def _fill(database: psycopg.Connection[Any]) -> None:
    database.execute("SET session_replication_role = replica")
    for custody, thing in _ROOMS:
        text = thing + _HELD.format(table=custody.table, column=custody.column, things=custody.things)
        for name, value in IDS.items():
            text = text.replace(name, value)
        database.execute(text.encode())
    database.execute("SET session_replication_role = origin")


def test_each_thing_has_the_holders_that_it_had(before: str) -> None:
    with superuser(before) as database:
        _fill(database)
        told = [database.execute(_READ.format(one.table).encode()).fetchall() for one, _ in _ROOMS]
        assert [len(rows) for rows in told] == [4] * len(_ROOMS)
    _run(before, "install")
    with superuser(before) as database:
        assert told == [database.execute(_READ.format(one.table).encode()).fetchall() for one, _ in _ROOMS]
        for one, _ in _ROOMS:
            assert database.execute(_KEPT.format(one.passings).encode()).fetchone() == ([1, 2, 3], True)
