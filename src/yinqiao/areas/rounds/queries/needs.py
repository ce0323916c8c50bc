"""Of what kind a matter may be that is found at the door: the lines of the 权责清单 that an office opens itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yinqiao.areas.cases.queries import kinds_on
from yinqiao.areas.cases.types import Group

# Petitions have their own way in, orders of the hotline theirs.
_NOT_HERE = (Group.PETITION, Group.HOTLINE)


def case_kinds(day: date) -> Sequence[tuple[str, str]]:
    """Code and words of each kind as the list has it on a day. No personal data."""
    return [(one.code, one.title) for one in kinds_on(day) if one.group not in _NOT_HERE]
