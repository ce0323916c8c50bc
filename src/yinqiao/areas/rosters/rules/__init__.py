"""The roster check: a sheet in, findings out. Pure: no database, no clock; what must be looked up is handed in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yinqiao.areas.rosters.rules.stopping import must_stop_for_duplicates


def _check_example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> Any:
    """The two limits of the roster check: when a batch stops, from how many people on a phone is pointed out."""
    if "rows" in given:
        return must_stop_for_duplicates(
            given["rows"], given["duplicates"], parameters["many_duplicates_percent"],
            parameters["many_duplicates_floor"],
        )  # fmt: skip
    is_shared = given["people_with_one_phone"] > parameters["phone_shared_by"]
    return "roster.phone_shared" if is_shared else "none"


# Rule of the rulebook → what applies it to an example's `given`.
FORMULAS = {"rosters.check": _check_example}
