"""Asks the independent checker whether this installation's database still tells one consistent story."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from django.conf import settings

from yinqiao.platform.backup.record import note_check

CHECK = "tools/check_invariants.py"
_MOST = 1500


def find_breaches(database: str) -> str:
    """What the checker says of `database`: "" when every invariant holds, else its lines, or why it could not check.

    The checker shares no code with us and connects as the role that reads everything; it writes nothing.
    """
    reader = settings.INSTANCE.database("backup")
    done = subprocess.run(
        [sys.executable, str(settings.PROJECT / CHECK), "--dsn", ""],
        env={**os.environ, "PGHOST": str(reader["HOST"]), "PGPORT": str(reader["PORT"]), "PGDATABASE": database,
             "PGUSER": str(reader["USER"]), "PGPASSWORD": str(reader["PASSWORD"])},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if not done.returncode:
        return ""
    return (done.stdout + done.stderr).strip()[-_MOST:] or str(done.returncode)


def check_and_note(home: Path, database: str, *, at: datetime) -> None:
    """Check `database` and note the outcome in `home`, whence it alarms; RuntimeError names what is broken."""
    told = find_breaches(database)
    note_check(home, at=at, told=told)
    if told:
        raise RuntimeError(f"invariants broken: {told}")
