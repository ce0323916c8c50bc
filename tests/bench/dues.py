"""The row about party dues: a month of 27,500 members charged, with why and ledger, beside a bare INSERT … SELECT of its rows."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from django.db import connection

from tests.bench.databases import pointed_at, scratch, superuser
from tests.bench.figures import Figure, at_most_times
from tests.bench_database import TEMPLATE

MEMBERS, MONTHS = 27_500, 4
# Accounts of 500 branches, each with the base of the year; a fortieth pays nothing for a while.
_ACCOUNTS = f"""
INSERT INTO dues_account (member_id, place_no, first_month)
SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 100 + n %% 500, '2025-07-01' FROM generate_series(1, {MEMBERS}) n;
INSERT INTO dues_standard (account_id, place_no, year, basis, base_fen, fen, why, rule, source, evidence, reason, told_on,
    author_name, is_standing, act_id)
SELECT member_id, place_no, 2026, 'pension', 400000, 2000, 'low', 'dues.rate', 'member', 'x', '', '2026-01-02', 'x', true, member_id
FROM dues_account;
INSERT INTO dues_decision (id, account_id, place_no, ruling, fen, from_month, until_month, meeting_on, reason, state, proposed_by,
    proposed_name, proposed_on, decided_by, decided_name, decided_on, note, lock_version)
SELECT gen_random_uuid(), member_id, place_no, 'exempt', 0, '2026-01-01', '2026-12-01', '2026-01-02', 'x', 'approved', member_id, 'x',
    '2026-01-02', gen_random_uuid(), 'x', '2026-01-03', '', 1
FROM dues_account WHERE place_no %% 40 = 0;
""".replace("%%", "%")  # fmt: skip
_BARE = (
    "DROP TABLE IF EXISTS bare_charge, bare_entry",
    "CREATE TABLE bare_charge (LIKE dues_charge)",
    "CREATE TABLE bare_entry (LIKE dues_entry)",
)
_FLOOR = """
WITH c AS (INSERT INTO bare_charge SELECT * FROM dues_charge WHERE month = %(month)s)
INSERT INTO bare_entry SELECT * FROM dues_entry WHERE kind = 'charge' AND month = %(month)s
"""


def dues_charge() -> Iterator[Figure]:
    """One month after the other by the nightly act, a year of charges behind it; the processor's time of both sides."""
    from yinqiao.areas.dues.services import charge_members
    from yinqiao.platform.access import Actor

    ours, bare = [], []
    with scratch(TEMPLATE) as database, superuser(database) as admin, pointed_at(database):
        admin.execute(_ACCOUNTS)
        charge_members(actor=Actor.system("bench"), at=datetime(2026, 6, 1, 2, tzinfo=UTC))
        admin.execute("VACUUM ANALYZE")
        for month in range(7, 7 + MONTHS):
            at = datetime(2026, month, 1, 2, tzinfo=UTC)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                backend = cursor.fetchone()[0]
            ours.append(_spent(backend, lambda at=at: charge_members(actor=Actor.system("bench"), at=at)))  # type: ignore[misc]
            for statement in _BARE:
                admin.execute(statement)
            bare.append(_spent(admin.info.backend_pid, lambda at=at: _floor(admin, at)))  # type: ignore[misc]
    note = f"{MEMBERS} members, {MONTHS} months; processor seconds of server and client"
    yield at_most_times("dues_charge", statistics.median(ours), statistics.median(bare), 3, note=note)


def _floor(admin: psycopg.Connection, at: datetime) -> None:
    admin.execute(_FLOOR, {"month": at.date()})


def _spent(backend: int, work: Callable[[], object]) -> float:
    """Processor seconds of one server process and of this one."""
    before = _of(backend) + time.process_time()
    work()
    return _of(backend) + time.process_time() - before


def _of(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
