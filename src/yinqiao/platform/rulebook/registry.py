"""Ties a rule's id to the pure function that applies it, so that every example in the data can be run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

# Takes the rule's parameters and an example's `given`, returns what `expect` is compared with.
Formula = Callable[[Mapping[str, Any], Mapping[str, Any]], Any]

_formulas: dict[str, Formula] = {}


def formula(rule_id: str) -> Callable[[Formula], Formula]:
    """Register the function that applies a rule to the `given` of its examples; once per rule."""

    def register(function: Formula) -> Formula:
        if rule_id in _formulas and _formulas[rule_id] is not function:
            raise ValueError(f"formula registered twice: {rule_id}")
        _formulas[rule_id] = function
        return function

    return register


def formula_of(rule_id: str) -> Formula | None:
    """The function of a rule, or None for a rule that is a plain parameter."""
    return _formulas.get(rule_id)
