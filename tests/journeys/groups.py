"""Which journeys share a site. In a parallel run each group is walked by a process of its own, beside the others."""

from __future__ import annotations

from typing import Final
from zlib import crc32

FOLDER: Final = "tests/journeys/"
# Opens every page, after the others have looked at most of them; its roles are divided between the groups.
ROUND: Final = "test_every_page.py"
# Counts what all groups have seen.
COUNT: Final = "test_pictures.py"
FIRST, SECOND, THIRD, AT_LAST = "first", "second", "third", "last"
GROUPS: Final = (FIRST, SECOND, THIRD)
# The largest have their places, so that all groups take about the same time; whoever is not named here is spread by name.
PLACES: Final = {
    f"test_{name}.py": group
    for group, names in (
        (FIRST, (
            "applying", "benefits", "certificates", "city", "community", "department", "enterprise", "inspector",
            "local_rules", "logs", "move", "pension", "portal", "sending", "sent_files", "succession",
        )),
        (SECOND, (
            "sizes", "agreements", "archives", "assets", "party", "branches", "routine", "funds", "certification",
            "missing", "separation", "letters", "effects", "duplicates", "odd_rosters",
        )),
        (THIRD, (
            "aid", "digitised", "dues", "party_life", "entrance", "inward", "opening", "othercity", "oversight", "papers", "province",
            "reimbursement", "sandbox", "services", "whole_chain", "workbench",
        )),
    )
    for name in names
}  # fmt: skip


def group_of(nodeid: str) -> str:
    """The group of a test; empty when it is no journey."""
    if not nodeid.startswith(FOLDER):
        return ""
    name = nodeid.removeprefix(FOLDER).split("::")[0]
    if name == COUNT:
        return AT_LAST
    # Each role of the round by itself, each other journey as a whole.
    return PLACES.get(name) or GROUPS[crc32((nodeid if name == ROUND else name).encode()) % len(GROUPS)]


def order_of(nodeid: str, line: int = 0) -> tuple[bool, str, bool, str, int, str]:
    """Where a journey stands among journeys: its group together, the round over every page at the end of it.

    Within a group by name and as written: who walks later finds what was left on the site that both share, and must
    find the same in every run.
    """
    group = group_of(nodeid)
    return group == AT_LAST, group, ROUND in nodeid, nodeid.split("::")[0], line, nodeid
