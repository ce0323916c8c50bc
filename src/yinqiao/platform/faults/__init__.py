"""Named points at which a test may kill this process, and the list of all such points.

A crash test that kills by the clock misses narrow windows; one that kills at a name hits each of them.
"""

from yinqiao.platform.faults.killpoints import (
    KILL_ENV,
    KILL_LOG_ENV,
    KillPoint,
    discover_killpoints,
    killpoint,
    visited_killpoints,
)

__all__ = [
    "KILL_ENV",
    "KILL_LOG_ENV",
    "KillPoint",
    "discover_killpoints",
    "killpoint",
    "visited_killpoints",
]
