"""One statement says for a whole city which lines of a comparison tell nothing new; case by case it is what a person would say."""

from __future__ import annotations

from datetime import date

import pytest

from yinqiao.areas.dropbox.tests.desk import Desk, compared, day
from yinqiao.areas.dropbox.types import Status

pytestmark = [pytest.mark.db, pytest.mark.django_db]
BEFORE, ON, AFTER = day("2026-02-09"), day("2026-02-10"), day("2026-02-11")
_WORDS = {
    Status.ALIVE: "在世", Status.CERTIFIED: "已认证", Status.DEAD: "死亡", Status.SUSPENDED: "暂停发放",
    Status.RESUMED: "恢复发放",
}  # fmt: skip
# What happened to the person on 10 February, what is told of which day, and whether that says nothing new.
CASES = [
    ("nothing", Status.ALIVE, ON, True),
    ("nothing", Status.CERTIFIED, ON, False),
    ("nothing", Status.DEAD, ON, False),
    ("nothing", Status.SUSPENDED, ON, False),
    ("nothing", Status.RESUMED, ON, True),
    ("certified", Status.CERTIFIED, BEFORE, True),
    ("certified", Status.CERTIFIED, ON, True),
    ("certified", Status.CERTIFIED, AFTER, False),
    ("certified", Status.ALIVE, AFTER, True),
    ("suspended", Status.SUSPENDED, ON, True),
    ("suspended", Status.SUSPENDED, AFTER, False),
    ("suspended", Status.RESUMED, AFTER, False),
    ("died", Status.DEAD, ON, True),
    ("died", Status.DEAD, AFTER, False),
    ("died", Status.ALIVE, BEFORE, True),
    ("died", Status.ALIVE, ON, True),
    ("died", Status.ALIVE, AFTER, False),
    ("died", Status.CERTIFIED, AFTER, False),
    ("died", Status.RESUMED, AFTER, False),
]


@pytest.mark.parametrize(("before", "told", "on", "is_known"), CASES)
def test_what_is_told_of_a_day_is_known_or_not(before: str, told: Status, on: date, is_known: bool, desk: Desk) -> None:
    if before == "certified":
        desk.certifying.tell(ON)
    elif before == "suspended":
        desk.certifying.suspend(ON)
    elif before == "died":
        desk.certifying.die(ON)
    file_id = desk.check(compared(f"王桂英,{_WORDS[told]},{on.isoformat()}"))
    (line,) = desk.lines(file_id)
    assert (line.event_id == "") == is_known
    assert line.state == "unchanged" or not is_known
