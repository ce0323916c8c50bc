"""Walks a file of an office to its end, or back, in a process of its own, so that a test may kill it anywhere.

`take` and `withdraw` look at what is there and do what is still to do, as the product's own jobs and officers would after
a crash, then print what the database holds. `rush` sends the same file thirteen times at once and prints which file each
sending led to.
"""

from __future__ import annotations

import io
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django

EACH = 13
ENDS = {"take": "taken", "withdraw": "withdrawn"}
LINES = (
    "王桂英,已认证,2026-02-10,自助认证",
    "欧阳建国,已认证,2026-02-11,自助认证",
    "李秀兰,死亡,2026-02-01",
    "查无此人,正常",
)


def main(goal: str, folder: Path) -> None:
    """Go on until the goal is reached; print what became of the lines, of people and of messages as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinqiao.config.settings")
    django.setup()
    from django.conf import settings

    from yinqiao.areas.dropbox.services import taking, withdrawing

    settings.FILES_FOLDER = folder / "files"
    settings.KEYRING_FILE = folder / "keys.json"
    settings.FILES_FOLDER.mkdir(exist_ok=True)
    # Three lines that tell something are three rounds.
    taking.ROUND = withdrawing.ROUND = 1
    if goal == "rush":
        sys.stdout.write(json.dumps(rush()))
        return
    while step(goal):
        pass
    sys.stdout.write(json.dumps(counts()))


def rush() -> list[tuple[str, bool]]:
    """Send from four connections."""
    from django.db import connection

    from yinqiao.areas.certification.tests.certifying import SYSTEM
    from yinqiao.areas.dropbox import services
    from yinqiao.areas.dropbox.tests.desk import COMPARISON, compared
    from yinqiao.areas.dropbox.types import Cover
    from yinqiao.areas.handover.tests.conftest import NOW, find_scene
    from yinqiao.areas.intake.models import Source
    from yinqiao.platform.access import acting

    desk = find_scene().city
    with acting(SYSTEM):
        source = Source.objects.get(kind="human_resources").pk

    def send(_: int) -> tuple[str, bool]:
        content = io.BytesIO(compared(*LINES))
        content.name = "比对.csv"
        try:
            made, is_new = services.upload_file(
                actor=desk, at=NOW, source_id=source, kind=COMPARISON, cover=Cover(), file=content
            )  # fmt: skip
        finally:
            connection.close()
        return str(made), is_new

    with ThreadPoolExecutor(4) as senders:
        return list(senders.map(send, range(EACH)))


def step(goal: str) -> bool:
    """Do the next thing that is to be done; False when nothing is."""
    from yinqiao.areas.certification.models import Clock
    from yinqiao.areas.certification.tests.certifying import SYSTEM, Certifying
    from yinqiao.areas.dropbox import services
    from yinqiao.areas.dropbox.models import File
    from yinqiao.areas.dropbox.tests.desk import COMPARISON, Desk, compared
    from yinqiao.areas.dropbox.types import Cover
    from yinqiao.areas.handover.tests.conftest import NOW, find_scene
    from yinqiao.areas.intake.models import Source
    from yinqiao.platform.access import acting

    scene = find_scene()
    with acting(SYSTEM):
        accepted, source = Clock.objects.exists(), Source.objects.filter(kind="human_resources").first()
        file = File.objects.order_by("-created_at").first()
    if not accepted or source is None:
        certifying = Certifying(scene)
        certifying.accept()
        Desk.of(certifying)
        return True
    if file is None:
        content = io.BytesIO(compared(*LINES))
        content.name = "比对.csv"
        services.upload_file(
            actor=scene.city, at=NOW, source_id=source.pk, kind=COMPARISON, cover=Cover(), file=content
        )  # fmt: skip
        return True
    if file.state == ENDS[goal]:
        return False
    told = {"actor": scene.city, "at": NOW, "file_id": file.pk}
    {
        "uploaded": lambda: services.check_file(**told),
        "checking": lambda: services.check_file(**told),
        "checked": lambda: services.begin_taking(**told),
        "taking": lambda: services.take_in(**told),
        "taken": lambda: services.begin_withdrawal(**told, reason="来源导出有误"),
        "withdrawing": lambda: services.withdraw_file(**told),
    }[file.state]()
    return True


def counts() -> dict[str, object]:
    """What became of the lines, how many certifications stand, how many messages and files there are."""
    from yinqiao.areas.certification.models import Clock, Record
    from yinqiao.areas.certification.tests.certifying import SYSTEM
    from yinqiao.areas.dropbox.models import File, Line
    from yinqiao.areas.intake.models import Message
    from yinqiao.platform.access import acting

    with acting(SYSTEM):
        return {
            "files": File.objects.count(),
            "lines": list(Line.objects.order_by("row_no").values_list("outcome", flat=True)),
            "messages": sorted(Message.objects.values_list("state", flat=True)),
            "certified": Clock.objects.filter(certified_on__isnull=False).count(),
            "records": Record.objects.filter(entry="result").count(),
        }
