"""When a period ends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any


def due_on(kept_since: date, parameters: Mapping[str, Any]) -> date:
    """The first day on which something may be destroyed: `days` after the day it was kept since.

    Kept since 2026-01-01 with 180 days: due on 2026-06-30.
    """
    return kept_since + timedelta(days=parameters["days"])


def _example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    return due_on(given["kept_since"], parameters).isoformat()


FORMULAS = {
    "retention.roster_upload": _example,
    "retention.roster_annotated": _example,
    "retention.roster_rows": _example,
}
