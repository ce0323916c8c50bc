"""Walks a table of an old system to its load, or back, in a process of its own, so that a test may kill it anywhere.

`python -m tests.faults.opening_walk load|undo|throw FOLDER`: looks at what is there and does what is still to do, as the
product's own jobs and officers would after a crash, then prints what the database holds.
"""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from uuid import UUID

import django

ENDS = {"load": "loaded", "undo": "undone", "throw": "thrown_away"}
FIRST, SECOND = UUID(int=1), UUID(int=2)


def main(goal: str, folder: Path) -> None:
    """Go on until the goal is reached; print state, people, offers and old numbers as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinqiao.config.settings")
    django.setup()
    from django.conf import settings

    settings.FILES_FOLDER = folder / "files"
    settings.KEYRING_FILE = folder / "keys.json"
    settings.FILES_FOLDER.mkdir(exist_ok=True)
    while step(goal):
        pass
    sys.stdout.write(json.dumps(counts()))


def step(goal: str) -> bool:
    """Do the next thing that is to be done; False when nothing is."""
    from dataclasses import replace
    from datetime import date

    from yinqiao.areas.handover.tests.conftest import NOW, find_scene
    from yinqiao.areas.opening import services
    from yinqiao.areas.opening.models import Run
    from yinqiao.areas.opening.tests.old_system import SYSTEM, table
    from yinqiao.areas.opening.types import Purpose, SignedPaper
    from yinqiao.platform.access import acting

    city = find_scene().city
    first, second = replace(city, id=FIRST), replace(city, id=SECOND)
    with acting(first):
        run = Run.objects.order_by("-created_at").first()
    if run is None:
        file = io.BytesIO(table())
        services.upload_table(
            actor=first, at=NOW, purpose=Purpose.LOAD, system=SYSTEM, file=file, file_name="人员表.csv"
        )
        return True
    if run.state == ENDS[goal]:
        return False
    paper = SignedPaper("1号", date(2026, 3, 1))
    told = {"actor": first, "at": NOW, "run_id": run.pk}
    {
        "uploaded": lambda: services.check_run(**told),
        "checking": lambda: services.check_run(**told),
        "rehearsed": lambda: services.throw_away(**told) if goal == "throw" else services.propose_load(**told),
        "proposed": lambda: services.confirm_load(**{**told, "actor": second}, paper=paper),
        "loading": lambda: services.load_run(**told),
        "loaded": lambda: services.begin_undo(**told, reason="对账有误"),
        "undoing": lambda: services.undo_run(**told),
    }[run.state]()
    return True


def counts() -> dict[str, object]:
    """What the database holds."""
    from django.db import connection

    from yinqiao.areas.handover.tests.conftest import find_scene
    from yinqiao.platform.access import acting

    with acting(find_scene().city), connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT string_agg(state, ',') FROM opening_run), (SELECT count(*) FROM retirees_retiree),"
            " (SELECT count(*) FROM handover_offer), (SELECT count(*) FROM opening_oldnumber)"
        )
        return dict(zip(("state", "people", "offers", "numbers"), cursor.fetchone(), strict=True))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
