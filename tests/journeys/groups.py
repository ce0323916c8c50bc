"""Which journeys share a site. In a parallel run each group is walked by a process of its own, beside the other."""

from __future__ import annotations

from typing import Final

FOLDER: Final = "tests/journeys/"
# Opens every page, after the others have looked at most of them; its roles are divided between the groups.
ROUND: Final = "test_every_page.py"
# Counts what all groups have seen.
COUNT: Final = "test_pictures.py"
FIRST, SECOND, AT_LAST = "first", "second", "last"
# What the second group walks; a journey that is not named here is of the first. Both take about the same time.
OF_SECOND: Final = frozenset(
    f"test_{name}.py"
    for name in (
        "sizes", "agreements", "archives", "assets", "party", "branches", "routine", "funds", "certification",
        "missing", "separation", "letters", "effects", "duplicates", "odd_rosters",
    )
)  # fmt: skip


def group_of(nodeid: str) -> str:
    """The group of a test; empty when it is no journey."""
    if not nodeid.startswith(FOLDER):
        return ""
    name = nodeid.removeprefix(FOLDER).split("::")[0]
    if name == COUNT:
        return AT_LAST
    is_second = sum(nodeid.encode()) % 2 == 1 if name == ROUND else name in OF_SECOND
    return SECOND if is_second else FIRST


def order_of(nodeid: str) -> tuple[bool, str, bool]:
    """Where a journey stands among journeys: its group together, the round over every page at the end of it."""
    group = group_of(nodeid)
    return group == AT_LAST, group, ROUND in nodeid
