"""Where a certificate stands: by what was done with it, its last day, and whether what it says still holds."""

from __future__ import annotations

from datetime import date, timedelta

from yinqiao.areas.certificates.types import Standing, State

_DONE = {
    State.WAITING: Standing.WAITING, State.DECLINED: Standing.DECLINED, State.REVOKED: Standing.REVOKED,
    State.REPLACED: Standing.REPLACED,
}  # fmt: skip


def last_day(issued_on: date, valid_days: int) -> date:
    """The last day on which it holds; the day of issue counts."""
    return issued_on + timedelta(days=valid_days - 1)


def standing_of(state: State, valid_until: date | None, today: date, *, still_holds: bool) -> Standing:
    """Revoked and replaced go before all; who has died or left is no longer what the paper says, which ends it."""
    if state in _DONE or valid_until is None:
        return _DONE.get(state, Standing.WAITING)
    if today > valid_until:
        return Standing.EXPIRED
    return Standing.VALID if still_holds else Standing.CHANGED
