"""Kinds as data, codes, and where a certificate stands on each day."""

from __future__ import annotations

import string
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.certificates import queries
from yinqiao.areas.certificates.rules import (
    LENGTH,
    code_of,
    grouped,
    kinds,
    kinds_on,
    last_day,
    look_up,
    read_code,
    read_kinds,
    standing_of,
)
from yinqiao.areas.certificates.types import Standing, State

pytestmark = pytest.mark.fast
DAY = date(2026, 3, 2)
GOOD = """
[[kind]]
code = "managed"
version = 1
title = "社会化管理证明"
valid_from = 2019-01-01
basis = "依据"
standing = "assumed"
about = "说明"
issuers = ["community_officer"]
facts = ["name"]
text = "兹证明{name}。"
valid_days = 30
purposes = ["用途"]
may_be_automatic = true
"""


def test_no_kind_stands_on_the_list_of_the_twenty_and_each_says_what_is_drawn() -> None:
    for kind in kinds():
        assert look_up(kind.title) == []
        assert {name for _, name, _, _ in string.Formatter().parse(kind.text) if name} == set(kind.facts)


def test_residence_is_issued_only_where_the_citys_list_says_so() -> None:
    assert [one.code for one in kinds_on(DAY, {"residence": False})] == ["managed", "received", "volunteer_record"]
    assert [one.code for one in kinds_on(DAY, {"residence": True})] == [
        "managed", "received", "residence", "volunteer_record",
    ]  # fmt: skip
    assert [one.code for one in queries.kinds_in_force(DAY)] == ["managed", "received", "volunteer_record"]
    assert kinds_on(date(2018, 12, 31), {"residence": True}) == []


def test_of_two_versions_the_later_in_force_is_issued() -> None:
    later = GOOD.replace("version = 1", "version = 2").replace("2019-01-01", "2026-01-01").replace("30", "60")
    found = read_kinds(GOOD + later)
    assert {one.version: one.valid_days for one in found} == {1: 30, 2: 60}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("社会化管理证明", "健在证明", "must not be issued"),
        ("社会化管理证明", "开具亲属关系证明", "must not be issued"),
        ("兹证明{name}。", "兹证明{name}，{id_no}。", "not drawn"),
        ('["name"]', '["name", "sex"]', "not told"),
        ('"name"]', '"salary"]', "facts"),
        ("valid_days = 30", "valid_days = 0", "valid_days"),
        ('"community_officer"', '"enterprise_officer"', "issuers"),
        ("may_be_automatic = true", 'may_be_automatic = true\nlocal = "residence"', "by hand"),
        ("may_be_automatic", "may_be_magic", "may_be"),
        ('purposes = ["用途"]', "purposes = []", "purposes"),
    ],
)
def test_a_kind_with_a_mistake_is_refused_whole(old: str, new: str, told: str) -> None:
    assert len(read_kinds(GOOD)) == 1
    with pytest.raises(ValueError, match=told):
        read_kinds(GOOD.replace(old, new))


def test_a_version_stands_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        read_kinds(GOOD + GOOD)


@given(st.integers(0, 2**120 - 1))
def test_a_code_is_read_back_however_it_is_typed(number: int) -> None:
    code = code_of(number)
    assert len(code) == LENGTH == 24
    for typed in (
        code,
        code.lower(),
        grouped(code),
        f"  {grouped(code).replace('-', ' ')} ",
        code.replace("0", "o").replace("1", "l"),
    ):
        assert read_code(typed) == code


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_code_or_nothing(typed: str) -> None:
    read = read_code(typed)
    assert read == "" or (len(read) == LENGTH and read_code(read) == read)


def test_codes_are_drawn_from_120_bits() -> None:
    assert code_of(0) == "0" * 24 and code_of(2**120 - 1) == "Z" * 24 and code_of(1) != code_of(2)


@given(st.integers(1, 3650), st.integers(-400, 4000), st.booleans())
def test_a_certificate_holds_from_its_day_to_its_last_day_while_it_is_true(days: int, later: int, still: bool) -> None:
    until = last_day(DAY, days)
    assert (until - DAY).days == days - 1
    found = standing_of(State.ISSUED, until, DAY + timedelta(days=later), still_holds=still)
    assert (found is Standing.EXPIRED) == (later >= days)
    assert (found is Standing.VALID) == (later < days and still)


def test_revoked_goes_before_expired_and_changed() -> None:
    for state, standing in ((State.REVOKED, Standing.REVOKED), (State.REPLACED, Standing.REPLACED)):
        assert standing_of(state, DAY, DAY + timedelta(days=9), still_holds=False) is standing
    assert standing_of(State.WAITING, None, DAY, still_holds=True) is Standing.WAITING
    assert standing_of(State.DECLINED, None, DAY, still_holds=True) is Standing.DECLINED
