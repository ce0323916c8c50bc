"""Which tests one process of a parallel run keeps for itself."""

from __future__ import annotations

from typing import Final

from xdist.scheduler import LoadScopeScheduling

from tests.journeys.groups import FOLDER, group_of
from tests.probe_matrix import groups as matrix

TOGETHER: Final = (
    "tests/machine/",
    "src/yinqiao/areas/hub/tests/test_carrier.py",
    "src/yinqiao/areas/hub/tests/test_kills.py",
    "src/yinqiao/shell/demo/tests/test_loaded.py",
    "src/yinqiao/shell/demo/tests/test_whole_city.py",
)


def order_of(nodeid: str) -> int:
    """Where a test stands: the journeys before the matrix, then what stays together, then all others."""
    heads = (FOLDER, matrix.FOLDER, *TOGETHER)
    return next((place for place, head in enumerate(heads) if nodeid.startswith(head)), len(heads))


class Together(LoadScopeScheduling):
    """Every test goes to whichever process is free, but for the folders and modules that raise one city for
    all their tests, and the groups of journeys and of the matrix. What takes longest is handed out first.

    The path itself decides. Marks would do as well, had pytest 9.2 not stopped heeding the names that xdist 3.8
    writes them into: the marks then did nothing, in silence.
    """

    def _split_scope(self, nodeid: str) -> str:
        if group := group_of(nodeid):
            return f"{FOLDER} {group}"
        if group := matrix.group_of(nodeid):
            return f"{matrix.FOLDER} {group}"
        return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid)

    def schedule(self) -> None:
        """In the order in which the tests stand, not by how many they are: a journey takes as long as a hundred others.

        What counts the journeys' pictures waits for all of them, so it stands last.
        """
        self.config.option.loadscopereorder = False
        super().schedule()
