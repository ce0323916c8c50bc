"""Compares lines with the ledger and keeps what was found: a handful of statements, however many lines there are."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import polars as pl
import uuid_utils.compat as uuid_utils
from django.conf import settings
from django.db import connection
from psycopg import sql

from yinqiao.areas.dues.queries import Money, list_bank_money, list_online_money
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.reconciliation.models import Line, Statement
from yinqiao.areas.reconciliation.rules import match_bank, match_wechat, state_of
from yinqiao.areas.reconciliation.types import Found, Kind, LineState
from yinqiao.platform.access.types import Scope
from yinqiao.platform.acts import Act
from yinqiao.platform.database.bulk import copy_frame
from yinqiao.platform.rulebook import rulebook

_COLUMNS = {
    "id": "uuid", "key": "text", "row_no": "int", "on_day": "date", "fen": "bigint", "number": "text", "party": "text",
    "words": "text", "found": "text", "state": "text", "ref_id": "text", "our_fen": "bigint",
}  # fmt: skip
# What another statement has already is not doubled; an entry that was missing is missing no more.
_KEEP = """
INSERT INTO reconciliation_line (id, statement_id, place_no, kind, key, row_no, on_day, fen, number, party, words, found, state,
    ref_id, our_fen, reason, note, settled_name, confirmed_name)
SELECT t.id, {statement}, {place}, {kind}, t.key, t.row_no, t.on_day, t.fen, t.number, t.party, t.words, t.found, t.state,
    t.ref_id::uuid, t.our_fen, '', '', '', ''
FROM pg_temp.reconciliation_read t
ON CONFLICT (place_no, kind, key) DO NOTHING
"""
_FOUND_AGAIN = """
UPDATE reconciliation_line l SET found = t.found, state = t.state, ref_id = t.ref_id::uuid, our_fen = t.our_fen,
    first_found = CASE WHEN l.state = 'open' AND t.state = 'done' THEN l.found ELSE l.first_found END
FROM pg_temp.reconciliation_read t WHERE l.id = t.id AND l.state IN ('done', 'open')
"""
_NO_LONGER_MISSING = """
DELETE FROM reconciliation_line m WHERE m.place_no = {place} AND m.kind = {kind} AND m.found = 'missing' AND m.state = 'open'
  AND EXISTS (SELECT 1 FROM reconciliation_line l WHERE l.ref_id = m.ref_id AND l.found <> 'missing' AND l.state <> 'removed' AND l.place_no = m.place_no)
"""
_TAKEN = """
SELECT l.ref_id FROM reconciliation_line l
WHERE l.place_no = %s AND l.kind = %s AND l.ref_id IS NOT NULL AND l.found <> 'missing' AND l.state <> 'removed' AND l.id <> ALL (%s::uuid[])
"""


def scope_of(statement: Statement) -> Scope:
    """The places whose money the statement of an office tells of: its own and those below."""
    row = places().by_no[statement.place_no]
    return Scope.place(row.place_no, row.place_end, places().label(row.place_no))


def keep_lines(act: Act, statement: Statement, lines: pl.DataFrame, shown: pl.DataFrame) -> int:
    """Compare and keep the lines of a statement that is new; `shown` is what may be kept of them. How many were new."""
    found = _compare(act, statement, lines.with_row_index("n"), [])
    ids = pl.Series("id", [uuid_utils.uuid7().bytes for _ in range(lines.height)], dtype=pl.Binary)
    frame = shown.with_row_index("n").join(found, on="n", how="left").sort("n").with_columns(ids)
    copy_frame("reconciliation_read", _COLUMNS, frame)
    kept = _run(_KEEP, statement)
    _note_missing(act, statement)
    return kept


def compare_again(act: Act, statement: Statement) -> int:
    """Look again at the lines that nobody settled: the ledger has gone on since. How many agree that did not."""
    Line.objects.filter(statement=statement, found=Found.MISSING, state=LineState.OPEN).delete()
    rows = Line.objects.filter(statement=statement, state__in=(LineState.DONE, LineState.OPEN)).exclude(
        found=Found.MISSING
    )
    names = ("pk", "on_day", "fen", "number", "words", "state")
    listed = list(rows.order_by("row_no", "pk").values_list(*names))
    before = sum(one[-1] == LineState.OPEN for one in listed)
    if listed:
        lines = pl.DataFrame(
            [(n, pk.bytes, on, fen, number, words) for n, (pk, on, fen, number, words, _) in enumerate(listed)],
            schema={"n": pl.UInt32, "id": pl.Binary, "on_day": pl.Date, "fen": pl.Int64, "number": pl.String, "words": pl.String},
            orient="row",
        )  # fmt: skip
        found = _compare(act, statement, lines, [pk for pk, *_ in listed])
        columns = {name: _COLUMNS[name] for name in ("id", "found", "state", "ref_id", "our_fen")}
        copy_frame("reconciliation_read", columns, lines.join(found, on="n", how="left"))
        _run(_FOUND_AGAIN, statement)
    _note_missing(act, statement)
    after = Line.objects.filter(statement=statement, state=LineState.OPEN).exclude(found=Found.MISSING).count()
    return max(before - after, 0)


def _compare(act: Act, statement: Statement, lines: pl.DataFrame, own: list[UUID]) -> pl.DataFrame:
    first, last = statement.first_on, statement.last_on
    scope = scope_of(statement)
    if statement.kind == Kind.WECHAT:
        numbers = [one for one in lines["number"].unique().to_list() if one]
        ours = _frame(list_online_money(scope=scope, numbers=numbers, first=first, last=last)).unique("number")
        found = match_wechat(lines, ours)
    else:
        window = rulebook().get("reconciliation.window", region=settings.REGION, day=act.stamp.occurred_on)
        with connection.cursor() as cursor:
            cursor.execute(_TAKEN, [statement.place_no, statement.kind, own])
            taken = {one for (one,) in cursor.fetchall()}
        free = [one for one in list_bank_money(scope=scope, until=act.stamp.occurred_on) if one.ref_id not in taken]
        found = match_bank(lines, _frame(free), int(window.parameters["days"]))
    states = {one.value: state_of(one).value for one in Found}
    return found.with_columns(state=pl.col("found").replace_strict(states, return_dtype=pl.String))


def _frame(money: list[Money]) -> pl.DataFrame:
    schema = {
        "number": pl.String, "ref_id": pl.String, "on_day": pl.Date, "fen": pl.Int64, "is_booked": pl.Boolean,
    }  # fmt: skip
    return pl.DataFrame([one._replace(ref_id=str(one.ref_id)) for one in money], schema=schema, orient="row")  # type: ignore[arg-type]


def money_within(statement: Statement, until: date) -> list[Money]:
    """What the ledger has up to a day: of a bank from its beginning, of the provider within the days of the statement."""
    scope = scope_of(statement)
    if statement.kind == Kind.BANK:
        return list_bank_money(scope=scope, until=until)
    found = list_online_money(scope=scope, numbers=[], first=statement.first_on, last=until)
    return [one for one in found if one.is_booked]


def _note_missing(act: Act, statement: Statement) -> None:
    """Entries of ours within the days of the statement that no line of any statement has."""
    _run(_NO_LONGER_MISSING, statement)
    ours = [
        (one, one.on_day) for one in money_within(statement, statement.last_on)
        if one.on_day is not None and one.on_day >= statement.first_on
    ]  # fmt: skip
    known = set(
        Line.objects.filter(place_no=statement.place_no, kind=statement.kind, ref_id__isnull=False)
        .exclude(state=LineState.REMOVED)
        .extra(where=["ref_id = ANY(%s)"], params=[[one.ref_id for one, _ in ours]])
        .values_list("ref_id", flat=True)
    )
    Line.objects.bulk_create(
        Line(
            statement=statement, place_no=statement.place_no, kind=statement.kind, key=f"missing:{one.ref_id}", row_no=0,
            on_day=on, fen=one.fen, number=one.number, found=Found.MISSING, state=LineState.OPEN, ref_id=one.ref_id,
            our_fen=one.fen,
        )
        for one, on in ours if one.ref_id not in known
    )  # fmt: skip


def _run(text: str, statement: Statement) -> int:
    told = sql.SQL(text).format(
        statement=sql.SQL("{}::uuid").format(sql.Literal(str(statement.pk))), place=sql.Literal(statement.place_no),
        kind=sql.Literal(str(statement.kind)),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(told)
        return int(cursor.rowcount)
