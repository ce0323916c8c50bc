"""Who answers for an enterprise that no longer exists, and what a renaming or a dissolution must say. Pure."""

from __future__ import annotations

from collections.abc import Mapping

KEEPERS = frozenset({"city_manager", "system"})
"""Who registers that an enterprise was renamed or dissolved."""
READERS = ("street_officer", "district_manager", "city_manager")
"""Who looks up enterprises, their former names and successors."""
SHORTEST_NAME = 2


def answering(successors: Mapping[int, int], enterprise_id: int) -> int:
    """Who answers for an enterprise, by what each dissolved one left to whom: itself, or the last in its line.

    A successor that was dissolved later passes on what it took over. No line leads back, for a successor must stand
    when it is named, and who is restored names nobody any more.
    """
    while enterprise_id in successors:
        enterprise_id = successors[enterprise_id]
    return enterprise_id


def line_of(successors: Mapping[int, int], enterprise_id: int) -> list[int]:
    """The enterprise and everyone who took over after it, the last of whom answers."""
    found = [enterprise_id]
    while found[-1] in successors:
        found.append(successors[found[-1]])
    return found


def may_succeed(successors: Mapping[int, int], enterprise_id: int, successor_id: int) -> bool:
    """Whether one may be left to the other: another, and one that stands. So a line can never become a circle."""
    return successor_id != enterprise_id and successor_id not in successors
