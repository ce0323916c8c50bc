"""Invented enterprises: named as such, valid codes on the demo division, very unequal, groups before subsidiaries."""

from __future__ import annotations

import pytest
from stdnum.cn import uscc

from yinqiao.kernel.credit_code import parse_credit_code
from yinqiao.shell.demo.enterprises import generate_enterprises

pytestmark = pytest.mark.fast


def test_480_enterprises_have_different_names_and_valid_codes() -> None:
    frame = generate_enterprises(480, 9)
    assert frame["name"].n_unique() == frame["uscc"].n_unique() == 480
    assert frame["name"].str.contains("（演示）").all()
    assert all(uscc.is_valid(code) for code in frame["uscc"])
    assert not any(parse_credit_code(code).problems for code in frame["uscc"])


def test_every_subsidiary_follows_its_group_and_owners_agree() -> None:
    rows = generate_enterprises(300, 4).to_dicts()
    subsidiaries = [row for row in rows if row["group_no"] is not None]
    assert len(subsidiaries) > 100
    for row in subsidiaries:
        group = rows[row["group_no"]]
        assert group["group_no"] is None
        assert group["source"] == row["source"]
        assert group["enterprise_no"] < row["enterprise_no"]


def test_the_largest_enterprise_weighs_more_than_ten_median_ones() -> None:
    weights = generate_enterprises(480, 1)["weight"]
    assert weights.max() > 10 * weights.median()
    assert weights.min() >= 1
    assert weights.max() <= 3000


def test_too_small_a_city_is_refused() -> None:
    with pytest.raises(ValueError, match="12"):
        generate_enterprises(11, 1)
