"""Rules of the handover: by when a community answers and makes the first contact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any


def answer_due(offered_on: date, risen_to: int, parameters: Mapping[str, Any]) -> date:
    """By when an offer is to be answered: `days` after the offer, and some more for each level it has risen.

    Calendar days. Offered 2026-03-02 with 15 days is due on 2026-03-17; risen to the street, 7 days later.
    """
    return offered_on + timedelta(days=parameters["days"] + risen_to * parameters["extra_days_per_level"])


def first_contact_due(accepted_on: date, parameters: Mapping[str, Any]) -> date:
    """By when an accepted person is to be contacted, in calendar days."""
    return accepted_on + timedelta(days=parameters["days"])


# Rule of the rulebook → what applies it to an example's `given`.
FORMULAS = {
    "handover.answer_days": lambda parameters, given: answer_due(
        given["offered_on"], given["risen_to"], parameters
    ).isoformat(),
    "handover.first_contact_days": lambda parameters, given: first_contact_due(
        given["accepted_on"], parameters
    ).isoformat(),
}
