"""Reads the data of the roster check that ship with this room: `rulebook/roster.toml`, `rulebook/roster_fields.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from typing import Any

from yinqiao.kernel.retirement_age import NATIONAL_PARAMETERS, RetirementAgeParameters


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterParameters:
    """The numbers of the check, as `rosters.check` in the rulebook; ages in full years, scores 0 to 100.

    `many_duplicates_percent`: share of the rows from which a batch is stopped. `retirement` are the numbers of the retirement age.
    """

    phone_shared_by: int
    youngest_age: int
    oldest_age: int
    youngest_work_start_age: int
    lowest_age_man: int
    lowest_age_woman: int
    probable_score: int
    probable_in_register_score: int
    many_duplicates_percent: int
    many_duplicates_floor: int
    retirement: RetirementAgeParameters = NATIONAL_PARAMETERS


@cache
def read_rulebook() -> dict[str, Any]:
    """The parsed file: lists `rule` and `finding`."""
    return _read("roster.toml")


@cache
def read_fields() -> list[dict[str, Any]]:
    """The definitions of the roster's fields, as they stand in the file."""
    fields_read: list[dict[str, Any]] = _read("roster_fields.toml")["field"]
    return fields_read


def _read(file_name: str) -> dict[str, Any]:
    folder = resources.files("yinqiao.areas.rosters").joinpath("rulebook")
    return tomllib.loads(folder.joinpath(file_name).read_text(encoding="utf-8"))


@cache
def shipped_parameters() -> RosterParameters:
    """The national base of the numbers.

    Raises ValueError when the data lack a number or hold one that nobody reads.
    """
    rule = next(rule for rule in read_rulebook()["rule"] if rule["id"] == "rosters.check")
    known = {field.name for field in fields(RosterParameters)} - {"retirement"}
    given = set(rule["parameters"])
    if known != given:
        raise ValueError(f"the rule rosters.check has wrong parameters: {sorted(known ^ given)}")
    return RosterParameters(**rule["parameters"])
