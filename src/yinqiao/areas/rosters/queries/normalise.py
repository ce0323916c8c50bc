"""First phase of the check: every recognised column in its normal form, with what was mended and what is wrong.

One wide frame: `<field>` holds the typed value, `raw:<field>` the cell, `problems:`/`mends:` masks, `precision:` of dates.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

import polars as pl

from yinqiao.areas.rosters.rules.context import CheckContext
from yinqiao.areas.rosters.rules.fields import ROSTER_FIELDS, FieldKind, FieldList, RosterField
from yinqiao.areas.rosters.rules.normalised import PLACEHOLDER, NormalisedRoster
from yinqiao.areas.rosters.types.amounts import read_amount
from yinqiao.areas.rosters.types.codes import SpecialGroup, read_codes, read_special_groups
from yinqiao.areas.rosters.types.counts import read_count
from yinqiao.kernel.codes import CodeTable
from yinqiao.kernel.columns.chinese_dates import parse_date_column
from yinqiao.kernel.columns.codes import parse_code_column
from yinqiao.kernel.columns.distinct import number_flags, read_distinct
from yinqiao.kernel.columns.id_number import parse_id_number_column
from yinqiao.kernel.columns.phone import parse_phone_column
from yinqiao.kernel.columns.text import normalise_code_column, normalise_name_column, normalise_text_column
from yinqiao.kernel.credit_code import CreditCodeMend, CreditCodeProblem, parse_credit_code
from yinqiao.kernel.id_number import IdProblem
from yinqiao.platform.sheets.types import CellKind, HeaderMatch, SheetTable

_DTYPES = {FieldKind.DATE: pl.Date, FieldKind.YES_NO: pl.Boolean, FieldKind.COUNT: pl.Int64, FieldKind.AMOUNT: pl.Int64}
_OTHER_PHONES = ("residence_phone", "away_phone", "household_phone")


@dataclass(frozen=True, slots=True)
class NormaliseOptions:
    """`today` judges birth dates; `area_code` (such as 0731) completes local landlines."""

    today: date
    area_code: str | None = None


def normalise(
    table: SheetTable, header: HeaderMatch, context: CheckContext, fields: FieldList = ROSTER_FIELDS
) -> NormalisedRoster:
    """The first phase: `numbers` and `people` of the result are what the caller asks the database about."""
    return _normalise(table, header, NormaliseOptions(context.today, context.area_code), fields)


def _normalise(
    table: SheetTable, header: HeaderMatch, options: NormaliseOptions, fields: FieldList
) -> NormalisedRoster:
    """Bring the sheet's rows below the header into normal form; footer rows and rows with nothing but a number go."""
    mapping = {name: column for name, column in header.mapping().items() if name in fields and column in table.frame}
    kept = _data_rows(table.frame, header, [column for name, column in mapping.items() if name != "serial_no"])
    cells = table.frame.filter(kept)
    columns = [
        _Cell(
            fields[name],
            cells[column],
            table.kinds[column].filter(kept) if column in table.kinds else None,
            table.date1904,
            options,
        )
        for name, column in mapping.items()
        if name != "serial_no"
    ]
    # One column knows nothing of another: two processors share them.
    with ThreadPoolExecutor(2) as side_by_side:
        parts = [cells.select("row_no"), *side_by_side.map(_Cell.read, columns)]
    frame = pl.concat(parts, how="horizontal")
    active = frozenset(mapping) - {"serial_no"}
    numbers = {name: int(column.removeprefix("c")) for name, column in mapping.items()}
    return NormalisedRoster(_complete(_with_absent(frame, active, fields), active, fields), active, numbers, fields)


def _data_rows(frame: pl.DataFrame, header: HeaderMatch, columns: list[str]) -> pl.Series:
    is_data = (pl.col("row_no") >= header.first_data_row) & pl.col("row_no").is_in(_no_data(header)).not_()
    if columns:
        is_data &= pl.any_horizontal(pl.col(column).is_not_null() for column in columns)
    return frame.select(is_data.alias("kept"))["kept"]


def _no_data(header: HeaderMatch) -> list[int]:
    """Rows below the header that are none of the roster's: totals, signatures, the header printed again."""
    return [*header.footer_rows, *header.repeated_header_rows]


def _with_absent(frame: pl.DataFrame, active: frozenset[str], fields: FieldList) -> pl.DataFrame:
    absent = [
        pl.lit(None, dtype=_DTYPES.get(field.kind, pl.String)).alias(field.name)
        for field in fields
        if field.name not in active and field.kind is not FieldKind.SERIAL
    ]
    return frame.with_columns(absent)


def _complete(frame: pl.DataFrame, active: frozenset[str], fields: FieldList) -> pl.DataFrame:
    """Take birth date and sex from a valid ID number, a phone from the residence, and gather the ticked special groups into one column."""
    if "id_no" not in fields:
        # A list of things names nobody.
        return frame.with_columns(pl.lit(False).alias("is_id_valid"))
    if "id_no" in active:
        is_valid = pl.col("id_no").is_not_null() & ((pl.col("problems:id_no") & ~IdProblem.DIVISION.bit) == 0)
    else:
        is_valid = pl.lit(False)
        frame = frame.with_columns(pl.lit(None, pl.Date).alias("id_born_on"), pl.lit(None, pl.String).alias("id_sex"))
    frame = frame.with_columns(
        is_valid.alias("is_id_valid"), pl.col("born_on").alias("given:born_on"), pl.col("sex").alias("given:sex")
    )
    trusted = pl.when("is_id_valid")
    frame = frame.with_columns(
        pl.coalesce(trusted.then(pl.col("id_born_on")), "born_on").alias("born_on"),
        pl.coalesce(trusted.then(pl.col("id_sex")), "sex").alias("sex"),
    )
    if "phone" in fields:
        # Forms that ask for a phone with each address have no column for the person's own.
        others = [name for name in _OTHER_PHONES if name in fields]
        frame = frame.with_columns(pl.coalesce("phone", *others).alias("phone"))
    ticks = [field for field in fields if field.ticks and field.name in active]
    if not ticks:
        return frame
    groups = [pl.when(pl.col(field.name)).then(pl.lit(field.ticks)) for field in ticks]
    gathered = pl.concat_str(pl.col("special_group"), *groups, separator=",", ignore_nulls=True)
    return frame.with_columns(_in_order(frame.select(gathered.alias("special_group"))["special_group"]))


def _in_order(groups: pl.Series) -> pl.Series:
    """Comma-joined codes, each once, in the order of the table; an empty text is null."""
    order = [group.value for group in SpecialGroup]

    def read(text: str | None) -> tuple[str | None]:
        given = set((text or "").split(","))
        return (",".join(code for code in order if code in given) or None,)

    return read_distinct(groups, read, {"special_group": pl.String})["special_group"]


@dataclass(frozen=True, slots=True)
class _Cell:
    """One column of the sheet while it is read."""

    field: RosterField
    cells: pl.Series
    kinds: pl.Series | None
    date1904: bool
    options: NormaliseOptions

    def read(self) -> pl.DataFrame:
        """The field's value and its companion columns."""
        name = self.field.name
        raw = self.cells.rename(f"raw:{name}")
        columns = [raw]
        clean = raw
        if self.kinds is not None and bool((is_error := self.kinds == int(CellKind.ERROR)).any()):
            columns.append(is_error.rename(f"is_error:{name}"))
            clean = pl.select(pl.when(is_error.not_()).then(clean)).to_series()
        if self.field.blanks_placeholders:
            is_blanked = clean.str.contains(PLACEHOLDER).fill_null(False)
            if is_blanked.any():
                columns.append(is_blanked.rename(f"blanked:{name}"))
                clean = pl.select(pl.when(is_blanked.not_()).then(clean)).to_series()
        value = self._value(clean.rename(name))
        return pl.DataFrame([*columns, *value.get_columns()])

    @property
    def is_number(self) -> pl.Series | bool:
        """Which cells hold a number."""
        return False if self.kinds is None else self.kinds == int(CellKind.NUMBER)

    def _value(self, clean: pl.Series) -> pl.DataFrame:
        name, kind = self.field.name, self.field.kind
        if kind is FieldKind.ID:
            read = parse_id_number_column(clean, today=self.options.today, is_number=self.is_number)
            renamed = {"value": name, "born_on": "id_born_on", "sex": "id_sex", "division": "id_division"}
            is_number = number_flags(self.is_number, len(clean)).rename(f"is_number:{name}")
            return _companions(read.rename(renamed), name).with_columns(is_number)
        if kind is FieldKind.DATE:
            read = parse_date_column(clean, date1904=self.date1904, is_number=self.is_number)
            return _companions(read.rename({"value": name, "precision": f"precision:{name}"}), name)
        if kind is FieldKind.PHONE:
            read = parse_phone_column(clean, area_code=self.options.area_code, is_number=self.is_number)
            return _companions(read.drop("kind").rename({"value": name}), name)
        if kind is FieldKind.CREDIT_CODE:
            return _companions(_read_credit_codes(clean).rename({"value": name}), name)
        if kind is FieldKind.GROUPS:
            return read_distinct(clean, read_special_groups, {name: pl.String, f"unknown:{name}": pl.String})
        if kind is FieldKind.COUNT:
            return read_distinct(clean, read_count, {name: pl.Int64, f"unreadable:{name}": pl.Boolean})
        if kind is FieldKind.AMOUNT:
            return self._amounts(clean)
        if kind is FieldKind.CODES and (table := self.field.table) is not None:
            schema = {name: pl.String, f"unknown:{name}": pl.Boolean}
            return read_distinct(clean, lambda text: read_codes(text, table), schema)
        if self.field.table is not None:
            return self._coded(clean, self.field.table)
        reader = {FieldKind.NAME: normalise_name_column, FieldKind.NUMBER_TEXT: normalise_code_column}
        read = reader.get(kind, normalise_text_column)(clean)
        empty = pl.col("value").str.len_bytes() == 0
        read = read.with_columns(pl.when(empty.not_()).then("value").alias("value"))
        return _companions(read.rename({"value": name}), name)

    def _amounts(self, clean: pl.Series) -> pl.DataFrame:
        """Hundredths; what is more than can be meant is told and not used."""
        name, most = self.field.name, self.field.most * 100
        read = read_distinct(clean, read_amount, {name: pl.Int64, f"unreadable:{name}": pl.Boolean})
        is_beyond = (pl.col(name) > most).fill_null(False)
        return read.with_columns(
            is_beyond.alias(f"beyond:{name}"), pl.when(is_beyond.not_()).then(pl.col(name)).alias(name)
        )

    def _coded(self, clean: pl.Series, table: type[CodeTable]) -> pl.DataFrame:
        name = self.field.name
        codes = parse_code_column(clean, table).rename(name)
        unknown = (codes.is_null() & clean.is_not_null()).rename(f"unknown:{name}")
        if self.field.kind is FieldKind.YES_NO:
            codes = codes == "yes"
        return pl.DataFrame([codes.rename(name), unknown])


def _companions(read: pl.DataFrame, name: str) -> pl.DataFrame:
    return read.rename({"problems": f"problems:{name}", "mends": f"mends:{name}"}, strict=False)


def _read_credit_codes(values: pl.Series) -> pl.DataFrame:
    def read(text: str | None) -> tuple[str | None, int, int]:
        reading = parse_credit_code(text)
        problems = CreditCodeProblem.mask_of(reading.problems)
        return reading.value, problems, CreditCodeMend.mask_of(reading.mends)

    return read_distinct(values, read, {"value": pl.String, "problems": pl.UInt16, "mends": pl.UInt16})
