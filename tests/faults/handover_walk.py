"""Walks a roster to its end in a process of its own, so that a test may kill it anywhere and let another go on.

`python -m tests.faults.handover_walk accept|undo FOLDER`: looks at what is there and does what is still to do, as the
product's own jobs would after a crash, then prints what the database holds.
"""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import django


def main(goal: str, folder: Path) -> None:
    """Go on until the goal is reached; print the summary as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinqiao.config.settings")
    django.setup()
    from django.conf import settings

    settings.FILES_FOLDER = folder / "files"
    settings.KEYRING_FILE = folder / "keys.json"
    settings.FILES_FOLDER.mkdir(exist_ok=True)
    # As the worker does before it takes a job.
    from yinqiao.platform.acts import settle

    settle()
    walk = _Walk(goal)
    while walk.step():
        pass
    sys.stdout.write(json.dumps(counts(), ensure_ascii=False))


class _Walk:
    """The steps from an uploaded file to accepted people, or to a batch taken back."""

    def __init__(self, goal: str) -> None:
        from yinqiao.areas.handover.tests.conftest import find_scene

        self.goal = goal
        self.scene = find_scene()

    def step(self) -> bool:
        """Do the next thing that is to be done; False when nothing is."""
        from yinqiao.areas.handover import services
        from yinqiao.areas.handover.tests.conftest import CAST, NOW, roster
        from yinqiao.areas.lists import services as lists

        officer = self.scene.officer
        batch_id, _ = lists.upload_list(
            kind="roster",
            actor=officer, at=NOW, enterprise_id=self.scene.enterprise_id, file=io.BytesIO(roster(*CAST)),
            file_name="名册.csv",
        )  # fmt: skip
        state = self._state(batch_id)
        arguments: dict[str, Any] = {"actor": officer, "at": NOW, "batch_id": batch_id}
        if state in ("uploaded", "checking"):
            lists.check_batch(**arguments)
        elif state == "checked":
            lists.begin_submission(kind="roster", **arguments)
        elif state == "submitting":
            services.submit_batch(**arguments)
        elif state == "undoing":
            services.undo_batch(**arguments)
            return False
        elif state == "submitted":
            return self._finish(arguments)
        return True

    def _finish(self, arguments: dict[str, Any]) -> bool:
        from yinqiao.areas.handover import services
        from yinqiao.areas.handover.errors import Conflict
        from yinqiao.areas.handover.services import Choice
        from yinqiao.areas.handover.tests.conftest import NOW
        from yinqiao.areas.lists import services as lists

        if self.goal == "undo":
            lists.begin_undo(kind="roster", **arguments, reason="名册版本有误")
            return True
        try:
            services.accept_people(actor=self.scene.city, at=NOW, choice=Choice())
        except Conflict:
            return False
        return False

    def _state(self, batch_id: Any) -> str:
        from yinqiao.areas.lists.models import Batch
        from yinqiao.platform.access import acting

        with acting(self.scene.officer):
            return str(Batch.objects.values_list("state", flat=True).get(pk=batch_id))


def counts() -> dict[str, Any]:
    """What the database holds, in counts that must be the same whatever went wrong on the way."""
    from django.db import connection

    from yinqiao.platform.access import Actor, acting

    counted: dict[str, Any] = {}
    with acting(Actor.system("测试")), connection.cursor() as cursor:
        for name, statement in _COUNTS.items():
            cursor.execute(statement)
            counted[name] = [list(row) for row in cursor.fetchall()]
    return counted


_COUNTS = {
    "people": "SELECT name, status, count(*)::int FROM retirees_retiree GROUP BY 1, 2 ORDER BY 1, 2",
    "offers": "SELECT name, state, count(*)::int FROM handover_offer GROUP BY 1, 2 ORDER BY 1, 2",
    "rows": "SELECT state, count(*)::int FROM handover_rosterrow GROUP BY 1 ORDER BY 1",
    "batches": "SELECT state, count(*)::int FROM lists_batch WHERE state <> 'undone' GROUP BY 1 ORDER BY 1",
    "events": "SELECT type, count(*)::int FROM events_event WHERE retiree_id IS NOT NULL GROUP BY 1 ORDER BY 1",
    "cells": "SELECT measure, sum(people)::int FROM insight_handovercell GROUP BY 1 HAVING sum(people) <> 0 ORDER BY 1",
    "without_act": "SELECT count(*)::int FROM retirees_retireeversion WHERE act_id IS NULL",
}


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
