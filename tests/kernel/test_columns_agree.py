"""Every columnar twin gives, row for row, what the scalar reader gives, on random and hostile input."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.hostile import STEADY, anything, id_cells
from yinqiao.kernel.chinese_dates import DateMend, DateProblem, parse_date
from yinqiao.kernel.codes import CodeTable, Education, EthnicGroup, PoliticalStatus, Sex
from yinqiao.kernel.columns.chinese_dates import parse_date_column
from yinqiao.kernel.columns.codes import parse_code_column
from yinqiao.kernel.columns.id_number import parse_id_number_column
from yinqiao.kernel.columns.names import name_terms_column
from yinqiao.kernel.columns.phone import parse_phone_column
from yinqiao.kernel.columns.text import normalise_code_column, normalise_name_column, normalise_text_column
from yinqiao.kernel.id_number import IdMend, IdProblem, parse_id_number
from yinqiao.kernel.phone import PhoneMend, PhoneProblem, parse_phone
from yinqiao.kernel.pinyin import name_terms
from yinqiao.kernel.text import TextMend, TextReading, normalise_code, normalise_name, normalise_text

pytestmark = pytest.mark.fast

dates = st.one_of(
    anything,
    st.text(alphabet="0123456789-/.年月日 一二三四五六七八九十〇", max_size=12),
    st.dates().map(str),
    st.dates().map(lambda day: day.strftime("%Y%m%d")),
    st.integers(0, 99_999_999).map(str),
)
phones = st.one_of(
    anything,
    st.text(alphabet="0123456789-+() 转/、", max_size=16),
    st.integers(13_000_000_000, 19_999_999_999).map(str),
    st.from_regex(r"1[2-9][0-9][- ]{0,2}[0-9]{4}[- ]?[0-9]{4}", fullmatch=True),
    st.from_regex(r"0[0-9]{2,3}-[0-9]{7,8}", fullmatch=True),
    st.from_regex(r"1[3-9][0-9]{9}[ \n/]1[3-9][0-9]{9}", fullmatch=True),
    st.integers(20_000_000, 89_999_999).map(lambda number: f"0731-{number}"),
)
names = st.one_of(anything, st.text(alphabet="王曾单乐吕欧阳尉迟建国英㛃𬭎䶮 ·・.\u3000aZ", max_size=15))
flags = st.booleans()


def numeric(cells: list[tuple[str | None, bool]]) -> tuple[pl.Series, pl.Series]:
    return (
        pl.Series([text for text, _ in cells], dtype=pl.String),
        pl.Series([flag for _, flag in cells], dtype=pl.Boolean),
    )


@STEADY
@given(st.lists(st.tuples(id_cells, flags), max_size=20), st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_id_numbers(cells: list[tuple[str | None, bool]], today: date) -> None:
    texts, are_numbers = numeric(cells)
    frame = parse_id_number_column(texts, today=today, is_number=are_numbers)
    expected = [parse_id_number(text, today=today, is_number=flag) for text, flag in cells]
    assert frame.rows() == [
        (
            reading.value,
            reading.division,
            reading.born_on,
            reading.sex,
            IdProblem.mask_of(reading.problems),
            IdMend.mask_of(reading.mends),
        )
        for reading in expected
    ]


@STEADY
@given(st.lists(st.tuples(dates, flags), max_size=20), flags)
def test_dates(cells: list[tuple[str | None, bool]], date1904: bool) -> None:
    texts, are_numbers = numeric(cells)
    frame = parse_date_column(texts, date1904=date1904, is_number=are_numbers)
    expected = [parse_date(text, date1904=date1904, is_number=flag) for text, flag in cells]
    assert frame.rows() == [
        (
            reading.value,
            reading.precision,
            DateProblem.mask_of(reading.problems),
            DateMend.mask_of(reading.mends),
        )
        for reading in expected
    ]


@STEADY
@given(st.lists(st.tuples(phones, flags), max_size=20), st.sampled_from([None, "0731"]))
def test_phones(cells: list[tuple[str | None, bool]], area_code: str | None) -> None:
    texts, are_numbers = numeric(cells)
    frame = parse_phone_column(texts, area_code=area_code, is_number=are_numbers)
    expected = [parse_phone(text, area_code=area_code, is_number=flag) for text, flag in cells]
    assert frame.rows() == [
        (
            reading.value,
            reading.kind,
            PhoneProblem.mask_of(reading.problems),
            PhoneMend.mask_of(reading.mends),
        )
        for reading in expected
    ]


@pytest.mark.parametrize(
    ("column", "scalar"),
    [
        (normalise_text_column, normalise_text),
        (normalise_code_column, normalise_code),
        (normalise_name_column, normalise_name),
    ],
)
@STEADY
@given(texts=st.lists(names, max_size=20))
def test_texts(
    column: Callable[[pl.Series], pl.DataFrame], scalar: Callable[[str], TextReading], texts: list[str | None]
) -> None:
    frame = column(pl.Series(texts, dtype=pl.String))
    readings = [scalar(text) if text is not None else None for text in texts]
    assert frame.rows() == [
        (reading.value, TextMend.mask_of(reading.mends)) if reading else (None, 0) for reading in readings
    ]


@pytest.mark.parametrize("table", [Sex, EthnicGroup, PoliticalStatus, Education])
@STEADY
@given(data=st.data())
def test_codes(table: type[CodeTable], data: st.DataObject) -> None:
    words = [word for member in table for word in (member.value, member.label, *member.synonyms)]
    texts = data.draw(st.lists(st.one_of(anything, st.sampled_from(words)), max_size=20))
    column = parse_code_column(pl.Series(texts, dtype=pl.String), table)
    assert column.to_list() == [table.read(text) for text in texts]


@STEADY
@given(st.lists(names, max_size=20))
def test_name_terms(texts: list[str | None]) -> None:
    frame = name_terms_column(pl.Series(texts, dtype=pl.String))
    expected = [(row, *term) for row, text in enumerate(texts) if text for term in name_terms(text)]
    assert sorted(frame.rows()) == sorted(expected)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_bad_id_number_is_found_wherever_it_stands(place: int) -> None:
    numbers = ["430104194901011233", "11010519491231002X", "440524198001010013"]
    numbers[place] = numbers[place][:17] + ("0" if numbers[place][17] != "0" else "1")
    frame = parse_id_number_column(pl.Series(numbers), today=date(2026, 11, 24))
    is_wrong = [mask & IdProblem.CHECK_DIGIT.bit != 0 for mask in frame["problems"]]
    assert is_wrong == [row == place for row in range(3)]


def test_a_column_of_real_dates_is_taken_as_it_is() -> None:
    frame = parse_date_column(pl.Series([date(1955, 3, 1), None]))
    assert frame["value"].to_list() == [date(1955, 3, 1), None]
    assert frame["problems"].to_list() == [0, DateProblem.MISSING.bit]


@pytest.mark.parametrize("length", [0, 1])
def test_empty_and_single_columns_work(length: int) -> None:
    column = pl.Series(["x"] * length, dtype=pl.String)
    assert parse_id_number_column(column, today=date(2026, 1, 1)).height == length
    assert parse_date_column(column).height == length
    assert parse_phone_column(column).height == length
    assert normalise_name_column(column).height == length
    assert len(parse_code_column(column, Sex)) == length
    assert name_terms_column(column.head(0)).height == 0
