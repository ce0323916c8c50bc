"""The rulebook refuses what cannot be used, looks up by rule, region and date, and every example holds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from yinqiao.kernel.errors import Unavailable
from yinqiao.platform.rulebook import formula_of, shipped
from yinqiao.platform.rulebook.book import Rulebook, RulebookError, parse_rules

pytestmark = pytest.mark.fast

ENTRY = """
[[rule]]
id = "test.days"
title = "期限"
region = "{region}"
valid_from = {valid_from}
{valid_to}
source = "测试"
standing = "assumed"
[rule.parameters]
days = {days}
"""


def entry(**changes: Any) -> str:
    facts = {"region": "CN", "valid_from": "2020-01-01", "valid_to": "", "days": 5, **changes}
    return ENTRY.format(**facts)


def book(*entries: str) -> Rulebook:
    return Rulebook(rule for text in entries for rule in parse_rules(text, "test.toml"))


def test_a_city_entry_outranks_the_nation_and_the_nation_serves_elsewhere() -> None:
    both = book(entry(), entry(region="4301", days=9))
    day = date(2026, 1, 1)
    assert both.get("test.days", region="430104", day=day).parameters["days"] == 9
    assert both.get("test.days", region="4403", day=day).parameters["days"] == 5


def test_the_entry_changes_exactly_on_its_first_day() -> None:
    two = book(entry(valid_to="valid_to = 2025-01-01"), entry(valid_from="2025-01-01", days=7))
    assert two.get("test.days", region="CN", day=date(2024, 12, 31)).parameters["days"] == 5
    assert two.get("test.days", region="CN", day=date(2025, 1, 1)).parameters["days"] == 7


def test_a_day_without_a_rule_is_said_and_never_guessed() -> None:
    with pytest.raises(Unavailable) as refused:
        book(entry()).get("test.days", region="CN", day=date(2019, 12, 31))
    assert refused.value.code == "rulebook.no_rule"


@pytest.mark.parametrize(
    "entries",
    [
        (entry(), entry(valid_from="2025-01-01")),
        (entry(valid_to="valid_to = 2024-06-01"), entry(valid_from="2025-01-01")),
    ],
    ids=["overlap", "gap"],
)
def test_overlaps_and_gaps_are_refused(entries: tuple[str, ...]) -> None:
    with pytest.raises(RulebookError):
        book(*entries)


@pytest.mark.parametrize(
    "text",
    [
        entry() + "\n[other]\n",
        entry().replace("standing", "stance"),
        entry().replace('"assumed"', '"sure"'),
        entry().replace('source = "测试"', 'source = " "'),
        entry() + "\n[[rule.examples]]\ngiven = {}\nexpect = 1\n",
    ],
    ids=["foreign table", "unknown key", "unknown standing", "no source", "example without a why"],
)
def test_a_wrong_entry_is_refused(text: str) -> None:
    with pytest.raises(RulebookError):
        parse_rules(text, "test.toml")


def _examples() -> list[Any]:
    return [
        pytest.param(rule, example, id=f"{rule.version}-{number}")
        for rule in shipped()
        for number, example in enumerate(rule.examples)
    ]


@pytest.mark.parametrize(("rule", "example"), _examples())
def test_every_example_of_the_shipped_rulebook_holds(rule: Any, example: Any) -> None:
    apply = formula_of(rule.id)
    assert apply is not None, f"{rule.id} has examples and no formula"
    assert apply(rule.parameters, example.given) == example.expect, example.why
