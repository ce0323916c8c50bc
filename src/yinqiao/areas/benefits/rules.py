"""For whom an item is. What the register does not know is never taken as a no."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from yinqiao.areas.agreements.types import Audience
from yinqiao.areas.benefits.types import Meant, Standing
from yinqiao.areas.retirees.types import CASEWORKERS

LOOKERS = frozenset({"enterprise_officer", "enterprise_admin"}) | frozenset(CASEWORKERS)


def standing_of(
    meant: Meant, *, retired_on: date | None, work_start_on: date | None, today: date, founding_before: date
) -> Standing:
    """How somebody stands to an item today.

    For who retired before 2006-07-01: retired 2006-06 is meant, 2006-07-01 is not, an unknown day is to be looked up.
    """
    found = _of_audience(meant, retired_on, work_start_on, founding_before)
    if found is Standing.NOT_MEANT:
        return found
    if meant.until is not None and meant.until < today:
        return Standing.OVER
    return Standing.NOT_YET if meant.since is not None and meant.since > today else found


def _of_audience(
    meant: Meant, retired_on: date | None, work_start_on: date | None, founding_before: date
) -> Standing:  # fmt: skip
    if meant.audience is Audience.ALL:
        return Standing.MEANT
    if meant.audience is Audience.NAMED:
        return Standing.NAMED
    day, bound = (
        (work_start_on, founding_before) if meant.audience is Audience.FOUNDING else (retired_on, meant.retired_before)
    )
    if day is None or bound is None:
        return Standing.UNKNOWN
    return Standing.MEANT if day < bound else Standing.NOT_MEANT


def _example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    meant = Meant(Audience(given["audience"]), given.get("retired_before"), given.get("since"), given.get("until"))
    return standing_of(
        meant, retired_on=given.get("retired_on"), work_start_on=given.get("work_start_on"), today=given["today"],
        founding_before=parameters["founding_before"],
    ).value  # fmt: skip


FORMULAS = {"benefits.audience": _example}
