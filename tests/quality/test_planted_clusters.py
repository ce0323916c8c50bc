"""Clusters of complaints against what was planted: at least 95 % are found, and at most one false alarm a month."""

from __future__ import annotations

import tomllib
from dataclasses import asdict
from pathlib import Path

import pytest

import yinqiao.areas.hotline
from tests.quality.planted_clusters import RATE, false_alarms, found_of


def test_the_figures_hold_for_the_values_of_the_rulebook() -> None:
    book = Path(yinqiao.areas.hotline.__file__).with_name("rulebook") / "hotline.toml"
    rules = {one["id"]: one["parameters"] for one in tomllib.loads(book.read_text(encoding="utf-8"))["rule"]}
    assert rules["hotline.clusters"] == asdict(RATE)


@pytest.mark.parametrize("count", [3_000, 100_000])
def test_planted_causes_are_found(count: int) -> None:
    found, planted = found_of(count, seed=1)
    assert found >= 0.95 * planted


@pytest.mark.parametrize("count", [300, 3_000, 100_000])
def test_a_month_without_a_cause_has_at_most_one_false_alarm(count: int) -> None:
    assert false_alarms(count, seed=1) <= 1
