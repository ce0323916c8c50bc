"""The function that a rule's examples are computed by: the one of the room, or part of the platform, in the rule's id."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Mapping
from typing import Any

Formula = Callable[[Mapping[str, Any], Mapping[str, Any]], Any]


def formula_of(rule_id: str) -> Formula | None:
    """`(parameters, given) -> value` as `FORMULAS` of the `rules` of its room names it; None for a rule without."""
    name = rule_id.partition(".")[0]
    floor = "areas" if importlib.util.find_spec(f"yinqiao.areas.{name}") else "platform"
    if importlib.util.find_spec(f"yinqiao.{floor}.{name}.rules") is None:
        return None
    rules = importlib.import_module(f"yinqiao.{floor}.{name}.rules")
    found: Formula | None = getattr(rules, "FORMULAS", {}).get(rule_id)
    return found
