"""The nightly backup and the nightly check. When one fails or never comes, `/healthz` alarms (`alarms.py`)."""

from __future__ import annotations

import os
import subprocess
import sys

from django.conf import settings
from django.db import connection
from django.utils import timezone

from yinqiao.platform.backup.invariants import check_and_note
from yinqiao.platform.jobs import nightly


@nightly("backup.nightly", cron="30 2 * * *")
def back_up(timestamp: int) -> None:
    """Run `yinqiao backup nightly` as the backup role: the worker's own role sees no more than a job may."""
    if os.environ.get("YINQIAO_NIGHTLY_BACKUP", "1") != "1":
        return
    environment = {**os.environ, "YINQIAO_HOME": str(settings.INSTANCE.home), "YINQIAO_ROLE": "backup"}
    done = subprocess.run(
        [sys.executable, "-m", "yinqiao.config.cli", "backup", "nightly"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"nightly backup failed: {done.stderr.strip()[-1500:]}")


@nightly("backup.check_invariants", cron="20 5 * * *")
def check_invariants(timestamp: int) -> None:
    """Check every invariant and note the outcome, after the night's other work; what is broken fails the job too."""
    check_and_note(settings.INSTANCE.home, str(connection.settings_dict["NAME"]), at=timezone.now())
