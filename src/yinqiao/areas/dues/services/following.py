"""Accounts follow people who are two entries of one: to the entry that stays, and back with the one that stands again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from psycopg import sql

from yinqiao.areas.retirees.events import PEOPLE_MERGED, PEOPLE_SPLIT
from yinqiao.platform.access.session import widened
from yinqiao.platform.acts import Act
from yinqiao.platform.events.following import Following

# The relation still names the entry for which it came.
_ACCOUNTS = Following("dues_account", sql.SQL("(SELECT m.retiree_id FROM party_member m WHERE m.id = a.member_id)"))


def follow_merge(*, act: Act) -> None:
    """The account of an entry that has given way is the account of the person who stays. The branch may be another's."""
    _move(act, partial(_ACCOUNTS.go_along, act.id, PEOPLE_MERGED))


def follow_split(*, act: Act) -> None:
    """The account goes back with the entry that stands for itself again."""
    _move(act, partial(_ACCOUNTS.go_back, act.id, PEOPLE_SPLIT))


def _move(act: Act, move: Callable[[], int]) -> None:
    with widened("dues.follow_person"):
        moved = move()
    if moved:
        act.note(dues_moved=moved)
