"""What the page of a petition says beside: its own limits, what it reviews and what reviews it."""

from __future__ import annotations

from datetime import date
from typing import Any

from yinqiao.areas.cases import queries
from yinqiao.areas.cases.rules import PETITION, REVIEWS, petition_day
from yinqiao.areas.organisations.queries import places


def limits_of(row: Any) -> list[tuple[str, date | None, bool]]:
    """The limits within a petition: what, until when, whether it runs now."""
    told = queries.petition_limits(row.opened_on)
    if row.kind == PETITION and not row.closed_on:
        return [("告知是否受理", petition_day(told, "accept_days", row.opened_on), row.accepted_on is None)]
    found: list[tuple[str, date | None, bool]] = []
    if row.kind == PETITION:
        asked = petition_day(told, "ask_review_days", row.closed_on)
        found.append((f"不服的可以请求复查（复查 {told['review_days']} 日内答复）", asked, False))
    if row.kind in REVIEWS and row.closed_on:
        since = petition_day(told, "ask_second_review_days", row.closed_on) if row.kind != PETITION else None
        words = f"不服复查意见的，收到后 {told['ask_second_review_days']} 日内可以请求复核（{told['second_review_days']} 日内答复）"
        found.append((words, since, False))
    return found


def bound_to(row: Any) -> dict[str, Any]:
    """What it reviews and what reviews it, as far as the reader may open them."""
    review = queries.review_of(row) if row.kind in REVIEWS else None
    lead = places().label(review.place_no) if review else ""
    return {"reviewed": queries.reviewed_number(row), "review": review, "review_lead": lead}
