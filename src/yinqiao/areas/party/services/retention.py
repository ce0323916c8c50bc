"""The rows of finished rosters as a thing with a period: the members are on the books, the rows were for checking."""

from __future__ import annotations

from yinqiao.areas.lists.services import retention_of_rows
from yinqiao.areas.party.types import ROSTER

ROSTER_ROWS = retention_of_rows(kind=ROSTER)
