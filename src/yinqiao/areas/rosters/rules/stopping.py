"""When a roster must stop until a person has looked at it."""

from __future__ import annotations


def must_stop_for_duplicates(rows: int, duplicates: int, percent: int, floor: int) -> bool:
    """Whether a batch holds so many people already known elsewhere that no community should see any of it yet.

    At least `floor` people and at least `percent` of the rows.
    """
    return duplicates >= floor and duplicates * 100 >= rows * percent
