"""A small city and sheets of good people, which the tests of the roster check spoil one cell at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import polars as pl

from yinqiao.areas.rosters.queries import RosterCheck, check_roster, sentence_of
from yinqiao.areas.rosters.rules.context import CheckContext, EnterpriseFacts
from yinqiao.areas.rosters.rules.fields import ROSTER_FIELDS
from yinqiao.areas.rosters.rules.place_index import DIVISION_SCHEMA, PlaceIndex
from yinqiao.kernel.id_number import DEMO_DIVISION, check_digit
from yinqiao.platform.sheets.kinds import CellKind
from yinqiao.platform.sheets.types import ColumnMatch, HeaderMatch, MatchHow, SheetKind, SheetTable

TODAY = date(2026, 11, 24)
FIRST_ROW = 2

CITY, AGENCY = 1, 900
YUELU, TIANXIN, LIUYANG = 100, 200, 300
MOON_STREET, TOP_STREET, SOUTH_STREET, TOWN = 110, 120, 210, 310
MOON, LAKE, TOP, SOUTH_LAKE, VILLAGE, NEW_VILLAGE = 111, 112, 121, 211, 311, 312

_DIVISIONS = (
    (CITY, "city", "4301", "长沙市", None),
    (YUELU, "district", "430104", "岳麓区", CITY),
    (MOON_STREET, "street", "430104001", "望月湖街道", YUELU),
    (MOON, "community", "430104001001", "望月湖社区居委会", MOON_STREET),
    (LAKE, "community", "430104001002", "湖中社区居委会", MOON_STREET),
    (TOP_STREET, "street", "430104014", "天顶街道", YUELU),
    (TOP, "community", "430104014001", "小林居民委员会", TOP_STREET),
    (TIANXIN, "district", "430103", "天心区", CITY),
    (SOUTH_STREET, "street", "430103002", "城南路街道", TIANXIN),
    (SOUTH_LAKE, "community", "430103002001", "湖中社区居委会", SOUTH_STREET),
    (LIUYANG, "district", "430181", "浏阳市", CITY),
    (TOWN, "street", "430181101", "社港镇", LIUYANG),
    (VILLAGE, "community", "430181101201", "华山村委会", TOWN),
    (NEW_VILLAGE, "community", "430181101202", "滨洲新村", TOWN),
    (AGENCY, "desk", "4301D1", "社保经办机构", CITY),
)


@cache
def small_city() -> PlaceIndex:
    """Three districts, four streets, six communities; 湖中社区 stands in two districts."""
    return PlaceIndex.of(pl.DataFrame(_DIVISIONS, schema=DIVISION_SCHEMA, orient="row"))


def number_of(born: str, sequence: int, division: str = DEMO_DIVISION) -> str:
    """An ID number with a right check digit; `born` as YYYYMMDD, an odd sequence for a man."""
    first17 = f"{division}{born}{sequence:03d}"
    return first17 + check_digit(first17)


_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"


def good_person(place: int = 0, **changes: str | None) -> dict[str, str | None]:
    """A woman with whom nothing is wrong; `place` makes her another one, `changes` spoil her."""
    month, day = 1 + place % 12, 1 + place % 28
    born = f"1955{month:02d}{day:02d}"
    person: dict[str, str | None] = {
        "name": f"{_SURNAMES[place % len(_SURNAMES)]}桂{'英兰珍芳'[place % 4]}",
        "sex": "女",
        "id_no": number_of(born, 2 * (place % 500)),
        "born_on": f"1955-{month:02d}-{day:02d}",
        "ethnic_group": "汉族",
        "political_status": "中共党员",
        "education": "高中",
        "work_start_on": "1974-09",
        "retired_on": f"2005-{month:02d}",
        "retirement_type": "正常退休",
        "phone": f"138{place:08d}",
        "residence_address": "湖南省长沙市岳麓区望月湖街道望月湖社区12栋301室",
        "community_name": "望月湖社区",
        "party_branch": "退休第一党支部",
        "archive_no": f"ZX-{place:05d}",
    }
    return person | changes


def sheet_of(
    people: Sequence[Mapping[str, str | None]], kinds: Mapping[tuple[int, str], CellKind] | None = None
) -> tuple[SheetTable, HeaderMatch]:
    """A sheet with these people from row 2 on, and its header as recognised; `kinds` by (index, field)."""
    names = list(dict.fromkeys(name for person in people for name in person))
    data: dict[str, Any] = {"row_no": list(range(FIRST_ROW, FIRST_ROW + len(people)))}
    schema: dict[str, Any] = {"row_no": pl.UInt32}
    for column, name in enumerate(names):
        data[f"c{column}"] = [person.get(name) for person in people]
        schema[f"c{column}"] = pl.String
    by_column: dict[str, list[int]] = {}
    for (index, name), kind in (kinds or {}).items():
        column = f"c{names.index(name)}"
        by_column.setdefault(column, [0] * len(people))[index] = int(kind)
    table = SheetTable(
        kind=SheetKind.XLSX,
        frame=pl.DataFrame(data, schema=schema),
        kinds={column: pl.Series(column, values, dtype=pl.UInt8) for column, values in by_column.items()},
        sheet_name="名册",
    )
    columns = tuple(
        ColumnMatch(f"c{column}", ROSTER_FIELDS[name].label, name, MatchHow.EXACT, 1.0)
        for column, name in enumerate(names)
    )
    return table, HeaderMatch((1,), FIRST_ROW, columns, ())


def context_of(**changes: Any) -> CheckContext:
    """The check's surroundings in the small city on 24 November 2026."""
    given: dict[str, Any] = {
        "today": TODAY,
        "enterprise": EnterpriseFacts(7, frozenset({"91110000101623741K"})),
        "places": small_city(),
        "area_code": "0731",
    }
    return CheckContext(**(given | changes))


def check(
    people: Sequence[Mapping[str, str | None]],
    kinds: Mapping[tuple[int, str], CellKind] | None = None,
    **changes: Any,
) -> RosterCheck:
    """The check of a sheet with these people."""
    return check_roster(*sheet_of(people, kinds), context_of(**changes))


def found(result: RosterCheck, code: str) -> list[tuple[int, str]]:
    """(index of the person, field) of every finding with this code; -1 is the file as a whole."""
    rows = result.findings.filter(pl.col("code") == code)
    return [(-1 if row == 0 else row - FIRST_ROW, field) for row, field in rows.select("row_no", "field").iter_rows()]


def codes_of(result: RosterCheck, index: int) -> set[str]:
    """The codes found at one person."""
    return set(result.findings.filter(pl.col("row_no") == index + FIRST_ROW)["code"])


def sentences_of(result: RosterCheck) -> list[str]:
    """What the officer reads at the cells; a finding about the file as a whole stands at none."""
    told = result.findings.filter(pl.col("row_no") > 0).select("code", "field", "args")
    return [sentence_of(code, field, args) for code, field, args in told.iter_rows()]
