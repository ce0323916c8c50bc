"""How a roster's story must end whatever went wrong on the way, and how to tell it in a process of its own."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

from tools.check_invariants import check

from tests import warm
from tests.warm import Ended
from yinqiao.platform.audit.tests.sealed_log import reader_dsn

ROOT = Path(__file__).parents[2]


def walk(goal: str, folder: Path, kill: str = "", story: str = "handover_walk") -> Ended:
    """One process that goes on with the story (a roster's, unless told otherwise), killed at a point if one is named."""
    # Five people are few; here they are written by two connections, as thousands are.
    around = {"YINQIAO_COMPANION_FROM": "1", "YINQIAO_KILL": kill}
    return warm.run(tell, story, goal, folder, environment=around)


def tell(story: str, goal: str, folder: Path) -> None:
    """Go on with a story of this folder."""
    importlib.import_module(f"tests.faults.{story}").main(goal, folder)


def reached(goal: str, folder: Path, story: str = "handover_walk") -> dict[str, Any]:
    """What an undisturbed process leaves from here on."""
    found: dict[str, Any] = json.loads(reached_end(goal, folder, story=story))
    return found


def reached_end(goal: str, folder: Path, story: str) -> str:
    """What an undisturbed process says of it."""
    done = walk(goal, folder, story=story)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def invariants_hold(dsn: str = "") -> None:
    """The independent checker finds nothing, in the database of the test or another."""
    assert check(dsn or reader_dsn(), full=True) == []


ACCEPTED = {
    "people": [[name, "managed", 1] for name in ("张䶮", "李秀兰", "欧阳建国", "王桂英", "阿依古丽·买买提")],
    "offers": [[name, "accepted", 1] for name in ("张䶮", "李秀兰", "欧阳建国", "王桂英", "阿依古丽·买买提")],
    "rows": [["ready", 5]],
    "batches": [["submitted", 1]],
    "events": [["handover.person_accepted", 5], ["handover.person_offered", 5], ["retirees.registered", 5]],
    "cells": [["accepted", 5]],
    "without_act": [[0]],
}
TAKEN_BACK = {
    "people": [],
    "offers": [],
    "rows": [["ready", 5]],
    "batches": [],
    "events": [["handover.person_offered", 5], ["retirees.registered", 5], ["retirees.registration_undone", 5]],
    "cells": [],
    "without_act": [[0]],
}
