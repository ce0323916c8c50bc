"""Rows about party dues: a month of 27,500 members charged beside a bare INSERT … SELECT; a bank's statement of 30,000 lines."""

from __future__ import annotations

import os
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import psycopg
from django.db import connection

from tests.bench.databases import pointed_at, scratch, superuser
from tests.bench.figures import Figure, at_most, at_most_times
from tests.bench_database import TEMPLATE
from yinqiao.areas.organisations.queries import forget_places

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


LINES = 30_000
_CITY = """
INSERT INTO organisations_division (code, name, kind, place_no, place_end, phone)
VALUES ('430100000000', '长沙市', 'city', 1, 2000000, '')
"""
# What the ledger has of the statement's year: nine tenths by voucher, of the rest some by a sum of their day alone.
_PAYMENTS = f"""
INSERT INTO dues_transfer (place_no, move, fen, moved_on, voucher_no, noted_by, is_reversed, reason, act_id)
SELECT 1, 'deposit', 1000 + n %% 5000, DATE '2026-01-01' + n %% 180, 'C-' || lpad(n::text, 6, '0'), 'x', false, '', gen_random_uuid()
FROM generate_series(1, {LINES}) n;
VACUUM ANALYZE dues_transfer;
""".replace("%%", "%")


def dues_statement() -> Iterator[Figure]:
    """A bank's statement read in its child, compared and kept, from the bytes to the committed act: wall, and processor beside."""
    from yinqiao.areas.reconciliation.services import take_statement
    from yinqiao.areas.reconciliation.types import Kind
    from yinqiao.platform.access import Actor, Scope

    city = Actor(uuid4(), "city_manager", "bench", Scope.place(1, 2_000_000, "bench"), "bench")
    with scratch(TEMPLATE) as database, superuser(database) as admin, pointed_at(database):
        admin.execute(_CITY)
        forget_places()
        for statement in _PAYMENTS.split(";")[:-1]:
            admin.execute(statement)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            backend = cursor.fetchone()[0]
        content = BytesIO(_statement())
        begun, child = time.perf_counter(), _of_children()
        at = datetime(2026, 7, 1, 2, tzinfo=UTC)
        spent = _spent(backend, lambda: take_statement(actor=city, at=at, kind=Kind.BANK, file=content))
        wall, spent = time.perf_counter() - begun, spent + _of_children() - child
        found = admin.execute("SELECT found, count(*) FROM reconciliation_line GROUP BY 1 ORDER BY 1").fetchall()
    note = f"{LINES} lines, {found}; {spent:.2f} processor seconds of child, server and client, load {os.getloadavg()[0]:.1f}"
    yield at_most("dues_statement", wall, 10, note=note)


def _statement() -> bytes:
    """Each line one of ours, a tenth without its voucher; balances follow."""
    text, balance = ["交易日期,摘要,凭证号,收入金额,支出金额,余额,对方户名"], 0
    rows = sorted(range(1, LINES + 1), key=lambda n: n % 180)
    for n in rows:
        fen, on = 1000 + n % 5000, date(2026, 1, 1) + timedelta(days=n % 180)
        balance += fen
        number = f"C-{n:06d}" if n % 10 else ""
        text.append(f"{on:%Y%m%d},现金存入,{number},{fen / 100:.2f},,{balance / 100:.2f},某某")
    return "\n".join(text).encode("gb18030")


def _of_children() -> float:
    """Processor seconds of the children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


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
