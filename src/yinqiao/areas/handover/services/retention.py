"""The sealed rows of finished rosters as a thing with a period: people are registered, the rows were for checking."""

from __future__ import annotations

from yinqiao.areas.handover.types import ROSTER
from yinqiao.areas.lists.services import retention_of_rows

ROSTER_ROWS = retention_of_rows(kind=ROSTER)
