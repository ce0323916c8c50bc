"""What a mask shows and what it hides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.kernel.masking import hide_numbers, mask_address, mask_bank_account, mask_id_number, mask_name, mask_phone

pytestmark = pytest.mark.fast


def test_an_id_number_shows_four_and_four() -> None:
    assert mask_id_number("430104194901011233") == "4301**********1233"
    assert mask_id_number("430104490101123") == "4301*******1123"


@pytest.mark.parametrize(
    ("phone", "masked"),
    [("13812345678", "138****5678"), ("0731-88881234", "0731-******34"), ("0731-88881234-12", "0731-******34"),
     ("88881234", "********"), ("", "")],
)  # fmt: skip
def test_a_phone_shows_its_head_and_tail(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("王桂英", "王**"),
        ("欧阳建国", "欧阳**"),
        ("阿依古丽·买买提", "阿*******"),
        ("䶮", "*"),
        ("司马", "司*"),
    ],
)
def test_a_name_shows_its_surname(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("湖南省长沙市岳麓区望月湖街道湖中社区3栋2单元501", "湖南省长沙市岳麓区望月湖街道****"),
        ("长沙县星沙街道开元路12号", "长沙县星沙街道****"),
        ("湖南省长沙市宁乡市花明楼镇炭子冲村8组", "湖南省长沙市宁乡市花明楼镇****"),
        ("长沙市岳麓区麓山南路1号", "长沙市岳麓区****"),
        ("长沙市麓山小区3栋501", "****"),
        ("3栋501", "****"),
        ("", "****"),
    ],
)
def test_an_address_shows_no_more_than_the_street(address: str, masked: str) -> None:
    assert mask_address(address) == masked


def test_a_bank_account_shows_its_last_four() -> None:
    assert mask_bank_account("6222021234567890123") == "****0123"
    assert mask_bank_account("1234567") == "****"


@given(st.text(alphabet="0123456789", max_size=30))
def test_no_mask_shows_more_than_eight_characters_of_a_number(value: str) -> None:
    for mask in (mask_id_number, mask_phone, mask_bank_account):
        assert sum(letter != "*" for letter in mask(value)) <= 8


@given(st.text(max_size=14))
def test_a_short_number_is_hidden_wholly(value: str) -> None:
    assert set(mask_id_number(value)) <= {"*"}


@given(st.text(alphabet="王欧阳建国·阿依", min_size=2, max_size=12))
def test_a_masked_name_always_hides_something(value: str) -> None:
    assert "*" in mask_name(value)
    assert len(mask_name(value)) == len(value)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("张三990101195003070017.xlsx", "张三#.xlsx"),
        ("99010119500307001x 13971000100", "# #"),
        ("电话13971000100，编号20260301", "电话#，编号20260301"),
        ("名册（8月）.xlsx", "名册（8月）.xlsx"),
        ("202611240859441234567", "202611240859441234567"),
        ("a13971000100b", "a13971000100b"),
        ("1397100010", "1397100010"),
    ],
)
def test_words_in_the_open_keep_no_number_of_anybody(text: str, kept: str) -> None:
    assert hide_numbers(text) == kept
