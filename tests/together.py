"""Which tests one process of a parallel run keeps for itself."""

from __future__ import annotations

from typing import Final

from xdist.scheduler import LoadScopeScheduling

from tests.journeys.groups import AT_LAST, FOLDER, group_of
from tests.probe_matrix import groups as matrix

TOGETHER: Final = (
    "tests/machine/",
    "src/yinqiao/areas/hub/tests/test_carrier.py",
    "src/yinqiao/areas/hub/tests/test_kills.py",
    "src/yinqiao/shell/demo/tests/test_loaded.py",
    "src/yinqiao/shell/demo/tests/test_whole_city.py",
)


class Together(LoadScopeScheduling):
    """Every test goes to whichever process is free, but for the folders and modules that raise one city for
    all their tests, and the groups of journeys and of the matrix.

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
        """What counts the journeys' pictures waits for all of them, so it is handed out last."""
        super().schedule()
        if (counted := f"{FOLDER} {AT_LAST}") in self.workqueue:
            self.workqueue.move_to_end(counted)
