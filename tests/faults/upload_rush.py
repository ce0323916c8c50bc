"""Sends the same roster many times at once from a process of its own; prints which batch each sending led to."""

from __future__ import annotations

import io
import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

CONNECTIONS = 4
# Each process says by a file of the folder that it is ready; all of them wait for one that lets them go.
READY, GO = "ready-", "go"


def main(folder: Path, times: int) -> None:
    """Send when told to, from four connections; one JSON list of [batch, whether it is new]."""
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

    (folder / f"{READY}{os.getpid()}").touch()
    while not (folder / GO).exists():
        time.sleep(0.005)
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        sent = list(pool.map(send, range(times)))
    json.dump([[str(batch), is_new] for batch, is_new in sent], sys.stdout)
