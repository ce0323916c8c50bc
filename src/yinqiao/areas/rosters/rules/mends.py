"""Turns the mends of every column into findings: nothing is put right silently."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from yinqiao.areas.rosters.rules.context import CheckContext
from yinqiao.areas.rosters.rules.fields import FieldKind, RosterField
from yinqiao.areas.rosters.rules.finding_frame import findings_where, has_bit
from yinqiao.areas.rosters.rules.normalised import NormalisedRoster
from yinqiao.areas.rosters.types.findings import FindingCode
from yinqiao.kernel.chinese_dates import DateMend, DatePrecision
from yinqiao.kernel.credit_code import CreditCodeMend
from yinqiao.kernel.id_number import IdMend
from yinqiao.kernel.labels import LabelledFlag
from yinqiao.kernel.phone import PhoneMend
from yinqiao.kernel.text import TextMend

_Codes = Mapping[LabelledFlag, FindingCode]

_TEXT: _Codes = {
    TextMend.MIDDLE_DOT: FindingCode.MENDED_MIDDLE_DOT,
    TextMend.INNER_SPACES: FindingCode.MENDED_NAME_SPACES,
    TextMend.FULL_WIDTH: FindingCode.MENDED_FULL_WIDTH,
    TextMend.SPACES: FindingCode.MENDED_SPACES,
    TextMend.INVISIBLE: FindingCode.MENDED_INVISIBLE,
    TextMend.RADICAL: FindingCode.MENDED_CHARACTERS,
    TextMend.COMPOSED: FindingCode.MENDED_CHARACTERS,
}
_ID: _Codes = {
    IdMend.SPACES: FindingCode.MENDED_SPACES,
    IdMend.FULL_WIDTH: FindingCode.MENDED_FULL_WIDTH,
    IdMend.LOWER_X: FindingCode.MENDED_LOWER_X,
    IdMend.UPGRADED_15: FindingCode.MENDED_ID_UPGRADED,
    IdMend.QUOTE: FindingCode.MENDED_QUOTE,
}
_DATE: _Codes = {
    DateMend.SPACES: FindingCode.MENDED_SPACES,
    DateMend.FULL_WIDTH: FindingCode.MENDED_FULL_WIDTH,
    DateMend.SERIAL: FindingCode.MENDED_DATE_SERIAL,
    DateMend.TIME_DROPPED: FindingCode.MENDED_DATE_FORM,
    DateMend.CHINESE_NUMERALS: FindingCode.MENDED_DATE_FORM,
}
_PHONE: _Codes = {
    PhoneMend.FULL_WIDTH: FindingCode.MENDED_FULL_WIDTH,
    PhoneMend.SPACES: FindingCode.MENDED_PHONE_FORM,
    PhoneMend.COUNTRY_CODE: FindingCode.MENDED_PHONE_FORM,
    PhoneMend.AREA_CODE: FindingCode.MENDED_PHONE_FORM,
}
_CREDIT_CODE: _Codes = {
    CreditCodeMend.SPACES: FindingCode.MENDED_SPACES,
    CreditCodeMend.FULL_WIDTH: FindingCode.MENDED_FULL_WIDTH,
    CreditCodeMend.LOWER_CASE: FindingCode.MENDED_UPPER_CASE,
}
_CODES: Mapping[FieldKind, _Codes] = {
    FieldKind.NAME: _TEXT,
    FieldKind.TEXT: _TEXT,
    FieldKind.NUMBER_TEXT: _TEXT,
    FieldKind.ID: _ID,
    FieldKind.DATE: _DATE,
    FieldKind.PHONE: _PHONE,
    FieldKind.CREDIT_CODE: _CREDIT_CODE,
}
_IMPLIED = {TextMend.INNER_SPACES: TextMend.SPACES, TextMend.MIDDLE_DOT: TextMend.FULL_WIDTH}
"""The first kind of mend is the better word for what also counts as the second."""
_SHOWABLE = 20


def check_mends(roster: NormalisedRoster, context: CheckContext) -> list[pl.DataFrame]:
    """One finding per cell and kind of mend, with the new value where the column is not sensitive."""
    del context
    found = []
    for name in sorted(roster.active):
        if f"mends:{name}" in roster.frame.columns:
            found += _of_column(roster.frame, roster.fields[name])
        if f"blanked:{name}" in roster.frame.columns and name != "archive_no":
            is_blanked = pl.col(f"blanked:{name}")
            found.append(findings_where(roster.frame, is_blanked, FindingCode.MENDED_PLACEHOLDER, name))
    return found


def _of_column(frame: pl.DataFrame, field: RosterField) -> list[pl.DataFrame]:
    name = field.name
    is_mended = (pl.col(f"mends:{name}") != 0) & pl.col(name).is_not_null()
    if field.kind is FieldKind.PHONE:
        # What separates several numbers in one cell is no slip of its own.
        is_mended &= pl.col(f"problems:{name}") == 0
    mended = frame.filter(is_mended)
    if mended.is_empty():
        return []
    codes = _CODES[field.kind]
    bits: dict[FindingCode, int] = {}
    for mend, code in codes.items():
        bits[code] = bits.get(code, 0) | mend.bit
    column = f"mends:{name}"
    mended = mended.with_columns(_without_implied(column).alias(column)) if codes is _TEXT else mended
    args = {"change": _change(field)}
    return [findings_where(mended, has_bit(column, mask), code, name, args) for code, mask in bits.items()]


def _without_implied(column: str) -> pl.Expr:
    mask = pl.col(column)
    for better, implied in _IMPLIED.items():
        mask = pl.when(has_bit(column, better.bit)).then(mask & ~implied.bit).otherwise(mask)
    return mask


def _change(field: RosterField) -> pl.Expr:
    """“，现为“王芳””; nothing for sensitive columns, long texts and what might be a number out of place."""
    name = field.name
    if field.is_sensitive or field.kind in (FieldKind.ID, FieldKind.PHONE, FieldKind.CREDIT_CODE):
        return pl.lit("")
    if field.kind is FieldKind.DATE:
        is_day = pl.col(f"precision:{name}") == DatePrecision.DAY.value
        day = pl.when(is_day).then(pl.col(name).dt.strftime("%Y-%m-%d")).otherwise(pl.col(name).dt.strftime("%Y-%m"))
        return pl.concat_str(pl.lit("，现为"), day)
    is_showable = (pl.col(name).str.len_chars() <= _SHOWABLE) & pl.col(name).str.contains(r"[0-9]{5}").not_()
    return pl.when(is_showable).then(pl.concat_str(pl.lit("，现为“"), pl.col(name), pl.lit("”"))).otherwise(pl.lit(""))
