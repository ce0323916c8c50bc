"""The measures and indicators of the rulebook: read once, refused whole when one of them cannot be counted."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from yinqiao.areas.indicators.errors import BookError
from yinqiao.areas.indicators.rules import check_indicator
from yinqiao.areas.indicators.types import Direction, Form, Indicator, Kind, Measure, Walls
from yinqiao.kernel.errors import Unavailable
from yinqiao.platform.rulebook import rulebook

_FOLDER = Path(__file__).parents[1] / "rulebook"
_MEASURE = {"id", "title", "unit", "kind", "moved_by", "sql"}
_INDICATOR = {"code", "title", "theme", "form", "unit", "direction", "numerator", "owner", "meaning"}
_MORE = {"denominator", "scale", "places"}


@cache
def measures() -> Mapping[str, Measure]:
    """All measures by their id."""
    text = (_FOLDER / "measures.toml").read_text("utf-8")
    return parse_measures(text)


def parse_measures(text: str) -> dict[str, Measure]:
    """The [[measure]] entries of a file; BookError names the entry and the fault."""
    found: dict[str, Measure] = {}
    for entry in tomllib.loads(text).get("measure", ()):
        one = _measure(entry)
        if one.id in found:
            raise BookError(f"{one.id}: twice")
        found[one.id] = one
    return found


def _measure(entry: Mapping[str, Any]) -> Measure:
    name = entry.get("id", "?")
    _check_keys(name, entry, _MEASURE, {"walls", "is_sensitive", "list"})
    if not entry["moved_by"]:
        raise BookError(f"{name}: moved by nothing")
    try:
        kind, walls = Kind(entry["kind"]), Walls(entry.get("walls", ""))
    except ValueError as problem:
        raise BookError(f"{name}: {problem}") from None
    return Measure(
        name, entry["title"], entry["unit"], kind, frozenset(entry["moved_by"]), entry["sql"].strip(), walls,
        is_sensitive=walls is Walls.PARTY or entry.get("is_sensitive", False), list_page=entry.get("list", ""),
    )  # fmt: skip


def _check_keys(name: str, entry: Mapping[str, Any], required: set[str], more: set[str]) -> None:
    if wrong := sorted((required - set(entry)) | (set(entry) - required - more)):
        raise BookError(f"{name}: missing or unknown keys {wrong}")


@cache
def shipped_indicators() -> tuple[Indicator, ...]:
    """All indicators without their targets."""
    text = (_FOLDER / "indicators.toml").read_text("utf-8")
    return tuple(parse_indicators(text, measures()))


def parse_indicators(text: str, known: Mapping[str, Measure]) -> list[Indicator]:
    """The [[indicator]] entries of a file without their targets; BookError names the entry and the fault."""
    found: list[Indicator] = []
    for entry in tomllib.loads(text).get("indicator", ()):
        one = _indicator(entry)
        check_indicator(one, known)
        one = replace(one, is_sensitive=any(known[part].is_sensitive for part in one.measures))
        if one.code in {other.code for other in found}:
            raise BookError(f"{one.code}: twice")
        found.append(one)
    return found


def _indicator(entry: Mapping[str, Any]) -> Indicator:
    code = entry.get("code", "?")
    _check_keys(code, entry, _INDICATOR, _MORE)
    try:
        form, direction = Form(entry["form"]), Direction(entry["direction"])
    except ValueError as problem:
        raise BookError(f"{code}: {problem}") from None
    return Indicator(
        code=code, title=entry["title"], theme=entry["theme"], form=form, unit=entry["unit"], direction=direction,
        target=None, numerator=tuple(entry["numerator"]), denominator=tuple(entry.get("denominator", ())),
        scale=entry.get("scale", 1), places=entry.get("places", 0), least=0, owner=entry["owner"],
        meaning=entry["meaning"], source="", standing="", version="",
    )  # fmt: skip


def indicators_on(day: date) -> list[Indicator]:
    """All indicators, with the targets that hold on a day."""
    small = rulebook().get("indicators.small", region=settings.REGION, day=day)
    return [_with_target(one, day, int(small.parameters["alarm_least"])) for one in shipped_indicators()]


def _with_target(one: Indicator, day: date, least: int) -> Indicator:
    try:
        rule = rulebook().get(f"indicators.{one.code}", region=settings.REGION, day=day)
    except Unavailable:
        return replace(one, least=least)
    target = Decimal(rule.parameters["target"])
    return replace(
        one, target=target, least=least, source=rule.source, standing=rule.standing, version=rule.version
    )  # fmt: skip


def least_shown(day: date) -> int:
    """Fewer than so many are not written out where a figure leaves the office."""
    return int(rulebook().get("indicators.small", region=settings.REGION, day=day).parameters["least"])
