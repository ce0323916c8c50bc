"""Sends the same roster many times at once from a process of its own; prints which batch each sending led to.

`python -m tests.faults.upload_rush FOLDER TIMES`: says “ready”, waits for a line, then sends from four connections.
"""

from __future__ import annotations

import io
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import django

CONNECTIONS = 4


def main(folder: Path, times: int) -> None:
    """Send when told to; one JSON list of [batch, whether it is new]."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinqiao.config.settings")
    django.setup()
    from django.conf import settings
    from django.db import connection

    from yinqiao.areas.handover.tests.conftest import CAST, NOW, find_scene, roster
    from yinqiao.areas.lists import services as lists

    settings.FILES_FOLDER, settings.KEYRING_FILE = folder / "files", folder / "keys.json"
    scene = find_scene()

    def send(_: int) -> tuple[UUID, bool]:
        connection.ensure_connection()
        return lists.upload_list(
            kind="roster",
            actor=scene.officer, at=NOW, enterprise_id=scene.enterprise_id, file=io.BytesIO(roster(*CAST)),
            file_name="名册.csv",
        )  # fmt: skip

    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        sent = list(pool.map(send, range(times)))
    json.dump([[str(batch), is_new] for batch, is_new in sent], sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
