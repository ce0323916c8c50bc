"""When so many people of a roster are known already that no community should see it: one answer for page and act."""

from __future__ import annotations

from yinqiao.areas.rosters.queries import must_stop_for_duplicates, shipped_parameters


def is_stopped(rows: int, doubles: int) -> bool:
    """Whether a roster of so many rows with so many doubles waits for a person to look at it."""
    numbers = shipped_parameters()
    return must_stop_for_duplicates(rows, doubles, numbers.many_duplicates_percent, numbers.many_duplicates_floor)
