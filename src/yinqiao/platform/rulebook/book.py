"""Reads and checks the rulebook: every room's `rulebook/*.toml`, refused whole when one entry is wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

from yinqiao.kernel.errors import Unavailable
from yinqiao.platform.rulebook.daily import Daily

NATION = "CN"
_REQUIRED = {"id", "title", "region", "valid_from", "source", "standing", "parameters"}
_KEYS = _REQUIRED | {"valid_to", "examples", "choices", "is_fixed"}
_STANDINGS = {"confirmed", "from_memory", "assumed"}
_EXAMPLE_KEYS = {"given", "expect", "why"}


class RulebookError(ValueError):
    """An entry that cannot be used; the message names the file, the rule and the fault."""


@dataclass(frozen=True, slots=True)
class Example:
    """Input, expected value and why: run by one test for all rules."""

    given: Mapping[str, Any]
    expect: Any
    why: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry, in force for `valid_from <= day < valid_to` in a region (`CN`, or a division code's beginning).

    `standing` tells how sure we are: `confirmed` by a document seen, `from_memory`, or `assumed` (a local value that
    the city must still give).
    """

    id: str
    title: str
    region: str
    valid_from: date
    valid_to: date | None
    source: str
    standing: str
    parameters: Mapping[str, Any]
    examples: tuple[Example, ...]
    # What a word among the parameters may be, by its path; and whether a city may set the rule at all.
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    is_fixed: bool = False

    @property
    def version(self) -> str:
        """`handover.answer_days@2020-01-01`: what a Decision stores."""
        return f"{self.id}@{self.valid_from.isoformat()}"

    def is_in_force(self, day: date) -> bool:
        """Whether the entry holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class Rulebook:
    """All entries, found by (rule, region, date)."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules: dict[tuple[str, str], list[Rule]] = {}
        for rule in sorted(rules, key=lambda one: (one.id, one.region, one.valid_from)):
            self._rules.setdefault((rule.id, rule.region), []).append(rule)
        for entries in self._rules.values():
            _refuse_gaps(entries)

    def __iter__(self) -> Iterator[Rule]:
        for entries in self._rules.values():
            yield from entries

    def get(self, rule_id: str, *, region: str, day: date) -> Rule:
        """The entry in force: the region's own, else that of the next larger one, else the nation's.

        A rule without an entry on that day is Unavailable: we never guess.
        """
        for place in _regions(region):
            for rule in self._rules.get((rule_id, place), ()):
                if rule.is_in_force(day):
                    return rule
        raise Unavailable(
            "rulebook.no_rule",
            f"没有找到 {day.isoformat()} 适用的规则（{rule_id}）。",
            next_step="请联系系统管理员补充规则后重试，已填内容不会丢失。",
        )

    def history(self, rule_id: str) -> list[Rule]:
        """Every entry of a rule in every region, for the page that shows where a number comes from."""
        return [rule for (key, _), entries in self._rules.items() if key == rule_id for rule in entries]


def _regions(region: str) -> list[str]:
    """`430104` → 430104, 4301, 43, CN."""
    digits = region if region.isdigit() else ""
    return [digits[:size] for size in (6, 4, 2) if len(digits) >= size] + [NATION]


def _refuse_gaps(entries: list[Rule]) -> None:
    for earlier, later in pairwise(entries):
        if earlier.valid_to is None or earlier.valid_to > later.valid_from:
            raise RulebookError(f"{later.id} ({later.region}): overlaps with the entry before {later.valid_from}")
        if earlier.valid_to < later.valid_from:
            raise RulebookError(f"{later.id} ({later.region}): no entry from {earlier.valid_to} to {later.valid_from}")


def parse_rules(text: str, name: str) -> list[Rule]:
    """The [[rule]] entries of one TOML file; RulebookError names the file and the fault.

    Other lists of a room (a catalogue of findings, of fields) may stand beside them, as lists of tables, and are
    checked by the room that reads them.
    """
    content = tomllib.loads(text)
    if loose := [key for key, value in content.items() if not isinstance(value, list)]:
        raise RulebookError(f"{name}: only lists of entries are allowed, found {sorted(loose)}")
    return [_parse_rule(entry, name) for entry in content.get("rule", ())]


def _parse_rule(entry: dict[str, Any], name: str) -> Rule:
    where = f"{name}: {entry.get('id', '?')}"
    if unknown := set(entry) - _KEYS:
        raise RulebookError(f"{where}: unknown keys {sorted(unknown)}")
    if missing := _REQUIRED - set(entry):
        raise RulebookError(f"{where}: missing keys {sorted(missing)}")
    if entry["standing"] not in _STANDINGS:
        raise RulebookError(f"{where}: standing must be one of {sorted(_STANDINGS)}")
    if not entry["source"].strip():
        raise RulebookError(f"{where}: a rule needs a source")
    return Rule(
        id=entry["id"],
        title=entry["title"],
        region=entry["region"],
        valid_from=entry["valid_from"],
        valid_to=entry.get("valid_to"),
        source=entry["source"],
        standing=entry["standing"],
        parameters=MappingProxyType(entry["parameters"]),
        examples=tuple(_parse_example(one, where) for one in entry.get("examples", ())),
        choices=MappingProxyType(entry.get("choices", {})),
        is_fixed=entry.get("is_fixed", False) or entry["standing"] == "confirmed",
    )


def _parse_example(entry: dict[str, Any], where: str) -> Example:
    if set(entry) != _EXAMPLE_KEYS:
        raise RulebookError(f"{where}: an example has given, expect and why")
    return Example(MappingProxyType(entry["given"]), entry["expect"], entry["why"])


def rulebook_files() -> list[Path]:
    """Every `rulebook/*.toml` of a room or of the platform."""
    root = Path(__file__).parents[2]
    return sorted([*root.glob("areas/*/rulebook/*.toml"), *root.glob("platform/*/rulebook/*.toml")])


@cache
def shipped() -> Rulebook:
    """The rules that come with the product; read once per process, and start-up fails when one is wrong."""
    return Rulebook(
        rule for path in rulebook_files() for rule in parse_rules(path.read_text(encoding="utf-8"), path.name)
    )


# The shipped rules with those of the city, as this process has read them; None where the city set none.
_CITY: Daily[Rulebook | None] = Daily(None)


def rulebook() -> Rulebook:
    """The shipped rules, with those that the city published as far as this process has read them (`freshen`)."""
    return _CITY.value or shipped()


def supply_rules(load: Callable[[], Iterable[Rule]]) -> None:
    """Name where the city's own published rules are read from."""

    def read(_today: date) -> Rulebook | None:
        found = list(load())
        return Rulebook([*shipped(), *found]) if found else None

    _CITY.supply(read)
