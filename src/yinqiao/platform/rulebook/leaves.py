"""The single values among a rule's parameters that a city may set, by their path: `weights.silent`.

Numbers, days, yes or no, and words of which the rule names the choice. Lists and free words are the product's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from yinqiao.platform.rulebook.book import Rule

Value = int | bool | str | date


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value: where it stands, what it is called, and what it may be (`choices` of a word)."""

    path: str
    label: str
    value: Value
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> type:
        """`bool`, `int`, `date` or `str`."""
        return type(self.value)

    @property
    def least(self) -> int | None:
        """The least that a number may be: what counts at least one thing counts no fewer, no number turns its sign."""
        if isinstance(self.value, bool) or not isinstance(self.value, int) or self.value < 0:
            return None
        return min(self.value, 1)


def leaves_of(rule: Rule) -> list[Leaf]:
    """What a city may set of a rule, in the order of its parameters; nothing of a rule that is the nation's alone."""
    if rule.is_fixed:
        return []
    return [
        Leaf(path, label_of(rule.id, path), value, _choices(rule, path))
        for path, value in _walk(rule.parameters, "")
        if not isinstance(value, str) or path in rule.choices
    ]


def laid_over(parameters: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters with these values at their paths; a path that is there no more is left out."""
    return {key: _at(value, key, values) for key, value in parameters.items()}


def with_leaves(rule: Rule, values: Mapping[str, Any]) -> list[Leaf]:
    """The leaves of a rule with these values in place of its own."""
    return [Leaf(one.path, one.label, values.get(one.path, one.value), one.choices) for one in leaves_of(rule)]


def label_of(rule_id: str, path: str) -> str:
    """What a value is called: for this rule, else for its path, else by the words of the path one after the other.

    A word that nobody named stays as it is, and a test finds it; a word that is named by nothing is left out.
    """
    words = _words()
    if own := words.get(f"{rule_id}:{path}") or words.get(path):
        return own
    return " · ".join(told for one in path.split(".") if (told := words.get(one, one)))


def _choices(rule: Rule, path: str) -> tuple[tuple[str, str], ...]:
    return tuple((one, label_of(rule.id, one)) for one in rule.choices.get(path, ()))


def _walk(parameters: Mapping[str, Any], above: str) -> Iterator[tuple[str, Any]]:
    for key, value in parameters.items():
        path = f"{above}.{key}" if above else key
        if isinstance(value, Mapping):
            yield from _walk(value, path)
        elif isinstance(value, bool | int | str | date):
            yield path, value


def _at(value: Any, path: str, values: Mapping[str, Any]) -> Any:
    if isinstance(value, Mapping):
        return {key: _at(one, f"{path}.{key}", values) for key, one in value.items()}
    return values.get(path, value)


@cache
def _words() -> Mapping[str, str]:
    text = resources.files("yinqiao.platform.rulebook").joinpath("words.toml").read_text("utf-8")
    found: Mapping[str, str] = tomllib.loads(text)
    return found
