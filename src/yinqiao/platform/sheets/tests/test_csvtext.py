"""Delimited text: strict decoding, honest splitting."""

from __future__ import annotations

import pytest

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.sheets.csvtext import decode, find_delimiter, read_csv
from yinqiao.platform.sheets.limits import DEFAULT_LIMITS

pytestmark = pytest.mark.fast


def _code(content: bytes) -> tuple[str, str]:
    with pytest.raises(Invalid) as refusal:
        read_csv(content, DEFAULT_LIMITS)
    return refusal.value.code, refusal.value.message


@pytest.mark.parametrize("name", ["䶮", "㛃", "𬭎", "𫖯", "買買提·艾力"])
def test_names_that_gbk_cannot_hold_are_read_from_gb18030(name: str) -> None:
    assert decode(f"姓名\r\n{name}".encode("gb18030")) == (f"姓名\r\n{name}", "gb18030")


def test_two_characters_that_are_valid_in_both_encodings_do_not_make_a_gb18030_file_a_mixture() -> None:
    text = "姓名,单位\r\n王伟,联通\r\n李芳,长沙市天心区坡子街街道办事处\r\n"
    assert decode(text.encode("gb18030"))[0] == text


def test_a_utf8_file_with_a_gb18030_line_is_refused_with_the_line() -> None:
    content = "姓名,住址\r\n王伟伟,长沙市\r\n".encode() + "李芳,长沙\r\n".encode("gb18030")
    code, message = _code(content)
    assert code == "sheets.csv_mixed_encoding"
    assert "第 3 行" in message


def test_a_utf8_file_cut_within_a_character_is_refused_and_not_read_as_gb18030() -> None:
    assert _code("姓名,住址\r\n王伟伟,长沙市".encode()[:-1])[0] == "sheets.csv_mixed_encoding"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe\x00\x00a\x00\x00\x00", "sheets.csv_encoding"),
        ("姓名".encode("utf-16")[:-1], "sheets.csv_encoding"),
        ("姓名\x00".encode("utf-16"), "sheets.csv_nul"),
        (b"a,b\x00\r\n", "sheets.csv_nul"),
        (b"\x81\xff\xff,\xff", "sheets.csv_encoding"),
        ("王".encode("big5") + b"\xa1\x40\xff", "sheets.csv_encoding"),
    ],
)
def test_what_no_encoding_fits_is_refused(content: bytes, code: str) -> None:
    assert _code(content)[0] == code


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("a\tb\n1,5\t2\n", "\t"),
        ("a;b;c\n1;2,5;3\n", ";"),
        ('"a,b";"c,d"\n"1,2";"3,4"\n', ";"),
        ("姓名\n王伟\n", ","),
        ("住址，备注\n甲，乙\n", ","),
    ],
)
def test_the_delimiter_is_the_one_outside_quotes_that_lines_agree_on(text: str, delimiter: str) -> None:
    assert find_delimiter(text) == delimiter


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_every_line_ending_gives_the_same_rows(ending: str) -> None:
    rows = read_csv(f"姓名,住址{ending}王伟,长沙{ending}".encode(), DEFAULT_LIMITS).rows
    assert rows == [["姓名", "住址"], ["王伟", "长沙"]]


def test_quotes_hold_delimiters_line_breaks_and_doubled_quotes() -> None:
    rows = read_csv(b'a,b\r\n"x,\r\ny","say ""hi"""\r\nz,6" pipe\r\n', DEFAULT_LIMITS).rows
    assert rows == [["a", "b"], ["x,\r\ny", 'say "hi"'], ["z", '6" pipe']]


def test_a_quote_that_never_closes_is_refused_with_the_line_where_it_opens() -> None:
    for tail in ("y,z\r\n" * 3, "y,z\r\n" * 20_000):
        code, message = _code(b'a,b\r\n1,2\r\n"x,3\r\n' + tail.encode())
        assert code == "sheets.csv_unclosed_quote"
        assert "第 3 行" in message


def test_a_cell_longer_than_any_spreadsheet_cell_is_refused() -> None:
    code, message = _code(b"a,b\r\n1,2\r\n" + b"x" * 10_000_000 + b",3\r\n")
    assert code == "sheets.cell_too_long"
    assert "第 3 行" in message


def test_rows_wider_than_the_others_are_noticed() -> None:
    assert read_csv(b"a,b\n1,2\n1,2\n1,2,3\n", DEFAULT_LIMITS).is_ragged
    assert not read_csv(b"a,b,c\n1,2,3\n1\n", DEFAULT_LIMITS).is_ragged
