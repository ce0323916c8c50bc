"""Rules of papers: the number, the day by which a stamped copy is due, who prints and who keeps templates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from yinqiao.areas.papers.types import PageState, PaperState

PLACE_ROLES: Final = ("community_officer", "street_officer", "district_manager", "city_manager", "agency_officer")
ENTERPRISE_ROLES: Final = ("enterprise_officer", "enterprise_admin")
PRINTERS: Final = (*ENTERPRISE_ROLES, *PLACE_ROLES)
# Who answers for the layout of an office; a community takes its street's, an enterprise the city's.
TEMPLATE_ROLES: Final = ("street_officer", "district_manager", "city_manager")
MOST_AT_ONCE: Final = 300
MOST_ROWS: Final = 3_000


def number_of(mark: str, year: int, serial: int, parameters: Mapping[str, Any]) -> str:
    """移介〔2026〕0012号."""
    return f"{mark}〔{year}〕{serial:0{parameters['digits']}d}号"


def due_on(printed_on: date, parameters: Mapping[str, Any]) -> date:
    """The day by which the stamped copy should be back."""
    return printed_on + timedelta(days=parameters["days"])


def outstanding_since(today: date, parameters: Mapping[str, Any]) -> date:
    """What was printed before this day and is not back is outstanding."""
    return today - timedelta(days=parameters["days"])


def state_of_page(codes: int, paper: PaperState | None) -> PageState:
    """What becomes of a page, by how many codes of papers stand on it and the paper that was found."""
    if codes != 1:
        return PageState.SEVERAL if codes else PageState.NO_CODE
    if paper is None:
        return PageState.UNKNOWN
    return PageState.VOID if paper is PaperState.VOID else PageState.FILED


# Rule of the rulebook → what applies it to an example's `given`.
FORMULAS = {
    "papers.number": lambda parameters, given: number_of(given["mark"], given["year"], given["serial"], parameters),
    "papers.outstanding": lambda parameters, given: due_on(given["printed_on"], parameters).isoformat(),
}
