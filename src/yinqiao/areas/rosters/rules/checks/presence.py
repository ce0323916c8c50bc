"""Cells that are missing, broken, too long, or left over from the template."""

from __future__ import annotations

import polars as pl

from yinqiao.areas.rosters.rules.context import CheckContext
from yinqiao.areas.rosters.rules.fields import EXAMPLE_ID_NO, EXAMPLE_NAME, FieldKind, RosterField
from yinqiao.areas.rosters.rules.finding_frame import file_finding, findings_where, has_bit
from yinqiao.areas.rosters.rules.normalised import PLACEHOLDER, NormalisedRoster
from yinqiao.areas.rosters.types.findings import FindingCode, Severity
from yinqiao.kernel.chinese_dates import DateProblem
from yinqiao.kernel.id_number import IdProblem

_EXAMPLE_WORD = EXAMPLE_NAME.split("：")[0]
_UNLIMITED = frozenset(
    {
        FieldKind.ID,
        FieldKind.DATE,
        FieldKind.PHONE,
        FieldKind.CODE,
        FieldKind.YES_NO,
        FieldKind.GROUPS,
        FieldKind.COUNT,
        FieldKind.AMOUNT,
        FieldKind.CODES,
    }
)
_MISSING_BIT = IdProblem.MISSING.bit | DateProblem.MISSING.bit
"""Both readers say first that there is nothing to read: also for a cell of invisible characters."""


def check_presence(roster: NormalisedRoster, context: CheckContext) -> list[pl.DataFrame]:
    """Required cells and columns, formula errors, texts longer than the register holds, the template's example row."""
    del context
    wanted = [field for field in roster.fields if field.is_required or field.is_expected]
    found = [_absent_column(field) for field in wanted if field.name not in roster.active]
    for name in roster.active:
        field = roster.fields[name]
        if field.is_required:
            found.append(findings_where(roster.frame, _is_empty(roster, name), FindingCode.REQUIRED_MISSING, name))
        if f"is_error:{name}" in roster.frame.columns:
            severity = Severity.BLOCKS if field.is_required else Severity.WARNS
            is_error = pl.col(f"is_error:{name}")
            found.append(findings_where(roster.frame, is_error, FindingCode.CELL_ERROR, name, severity=severity))
        if field.kind not in _UNLIMITED:
            found.append(_too_long(roster.frame, name, field.max_length))
    found.append(findings_where(roster.frame, is_example(roster), FindingCode.TEMPLATE_EXAMPLE, "name"))
    return found


def is_example(roster: NormalisedRoster) -> pl.Expr:
    """Whether a row is the template's example."""
    is_named_so = pl.col("name").str.starts_with(_EXAMPLE_WORD)
    if "id_no" not in roster.fields:
        return is_named_so
    return is_named_so | ((pl.col("id_no") == EXAMPLE_ID_NO) & pl.col("name").str.contains("李桂兰", literal=True))


def _absent_column(field: RosterField) -> pl.DataFrame:
    code = FindingCode.REQUIRED_COLUMN_MISSING if field.is_required else FindingCode.COLUMN_ABSENT
    return file_finding(code, field.name)


def _is_empty(roster: NormalisedRoster, name: str) -> pl.Expr:
    """No cell, nothing visible in it, or a word that says so; a formula error has its own finding."""
    raw, kind = pl.col(f"raw:{name}"), roster.fields[name].kind
    is_empty = raw.is_null() | (pl.col(name).is_null() & raw.str.contains(r"^\s*$"))
    if kind is FieldKind.NAME:
        is_empty |= pl.col(name).is_null()
    elif kind not in (FieldKind.CODE, FieldKind.AMOUNT):
        is_empty |= pl.col(name).is_null() & raw.str.contains(PLACEHOLDER)
    if kind in (FieldKind.ID, FieldKind.DATE):
        is_empty |= has_bit(f"problems:{name}", _MISSING_BIT)
    if f"is_error:{name}" in roster.frame.columns:
        is_empty &= pl.col(f"is_error:{name}").fill_null(False).not_()
    return is_empty


def _too_long(frame: pl.DataFrame, name: str, limit: int) -> pl.DataFrame:
    length = pl.col(name).str.len_chars()
    args = {"length": length, "limit": pl.lit(limit)}
    return findings_where(frame, length > limit, FindingCode.TEXT_TOO_LONG, name, args)
