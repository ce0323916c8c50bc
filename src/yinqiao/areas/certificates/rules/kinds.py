"""The kinds of certificates, as data: taken whole or not at all, and none of the twenty among them."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from yinqiao.areas.certificates.rules.refused import look_up
from yinqiao.areas.certificates.types.kinds import Kind


def read_kinds(text: str) -> tuple[Kind, ...]:
    """The kinds of a file; ValueError says which is wrong and why."""
    told = tomllib.loads(text)["kind"]
    found = tuple(Kind.model_validate({key: _tuple(value) for key, value in one.items()}) for one in told)
    for kind in found:
        if reason := _fault(kind):
            raise ValueError(f"certificate {kind.code}: {reason}")
    if len({(one.code, one.version) for one in found}) != len(found):
        raise ValueError("a version of a certificate stands twice")
    return found


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _fault(kind: Kind) -> str:
    """What no single value is wrong about."""
    named = {name for _, name, _, _ in string.Formatter().parse(kind.text) if name is not None}
    if named - set(kind.facts):
        return f"the text names what is not drawn: {sorted(named - set(kind.facts))}"
    if set(kind.facts) - named:
        return f"drawn and not told: {sorted(set(kind.facts) - named)}"
    if look_up(kind.title):
        return "it stands on the list of what must not be issued"
    if kind.local and kind.may_be_automatic:
        return "what the city's own list allows is sealed by hand"
    return ""


@cache
def kinds() -> tuple[Kind, ...]:
    """Every version of every kind that comes with the product."""
    return read_kinds(resources.files("yinqiao.areas.certificates").joinpath("rulebook/kinds.toml").read_text("utf-8"))


def kinds_on(day: date, parameters: Mapping[str, Any]) -> list[Kind]:
    """The kinds in force on a day, of each the highest version; what needs the city's list only where that allows it."""
    best: dict[str, Kind] = {}
    for kind in kinds():
        if kind.valid_from <= day and (kind.code not in best or best[kind.code].version < kind.version):
            best[kind.code] = kind
    return [one for one in best.values() if is_allowed(one.local, parameters)]


def is_allowed(entry: str, parameters: Mapping[str, Any]) -> bool:
    """Whether the city's list lets a kind be issued; what needs no entry always."""
    return not entry or parameters.get(entry) is True
