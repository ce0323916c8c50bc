"""Sweeps the clocks of a small city, or tells two results, in a process of its own, so that a test may kill it anywhere.

`python -m tests.faults.certification_walk sweep|tell FOLDER`: does what is to be done and prints what the database holds.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date, timedelta
from pathlib import Path

import django

# Both of 月华社区 are accepted on 2 March 2026, their first day is 31 March 2027; the sweep comes three weeks before it.
LATER = timedelta(days=372)


def main(goal: str, folder: Path) -> None:
    """Accept the two once, then sweep or tell; print states, records and events as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinqiao.config.settings")
    django.setup()
    from django.conf import settings

    settings.FILES_FOLDER = folder / "files"
    settings.KEYRING_FILE = folder / "keys.json"
    settings.FILES_FOLDER.mkdir(exist_ok=True)
    work(goal)
    sys.stdout.write(json.dumps(counts()))


def work(goal: str) -> None:
    """The sweep of a night, or what human resources tell of both."""
    from yinqiao.areas.certification import services
    from yinqiao.areas.certification.models import Clock
    from yinqiao.areas.certification.tests.certifying import SYSTEM, Certifying
    from yinqiao.areas.certification.types import Method, Result
    from yinqiao.areas.handover.tests.conftest import NOW, find_scene
    from yinqiao.areas.retirees.models import Retiree
    from yinqiao.platform.access import acting

    with acting(SYSTEM):
        is_new, is_offered = not Clock.objects.exists(), Retiree.objects.exists()
    certifying = Certifying(find_scene())
    if is_new and is_offered:
        certifying.accept_waiting(certifying.scene.community)
    elif is_new:
        certifying.accept()
    if goal == "sweep":
        services.sweep_people(actor=SYSTEM, at=NOW + LATER)
        return
    rows = [Result(certifying.id(name), date(2026, 3, 1), Method.FACE, f"R-{name}") for name in ("王桂英", "欧阳建国")]
    services.record_results(actor=SYSTEM, at=NOW, rows=rows)


def counts() -> dict[str, object]:
    """States of the clocks, rows of the record, events of certification."""
    from yinqiao.areas.certification.models import Clock, Record
    from yinqiao.areas.certification.tests.certifying import SYSTEM
    from yinqiao.platform.access import acting
    from yinqiao.platform.events.models import Event

    with acting(SYSTEM):
        return {
            "states": sorted(Clock.objects.values_list("state", flat=True)),
            "records": Record.objects.count(),
            "events": Event.objects.filter(type__startswith="certification.").count(),
        }


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
