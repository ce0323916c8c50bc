"""The nightly backup. When it fails or never comes, the age of the last one alarms (`record.is_overdue`)."""

from __future__ import annotations

import os
import subprocess
import sys

from django.conf import settings

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
