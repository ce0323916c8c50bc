"""When the last good backup was made, kept in the installation's folder; its absence is what alarms."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

_FILE = "last-backup.json"
# Nightly, and some hours for a long one.
LONGEST_PAUSE = timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The newest backup: when, made by what, its name and size in bytes."""

    at: datetime
    by: str
    name: str
    size: int


def note_backup(home: Path, *, at: datetime, by: str, name: str, size: int) -> None:
    """Remember a backup that is whole and lies where it should; another tool's too (`yinqiao backup note`)."""
    beside = home / (_FILE + ".new")
    beside.write_text(json.dumps({"at": at.isoformat(), "by": by, "name": name, "size": size}))
    beside.replace(home / _FILE)


def last_backup(home: Path) -> LastBackup | None:
    """The newest noted backup; None when there is none or the note cannot be read."""
    try:
        known = json.loads((home / _FILE).read_text())
        return LastBackup(datetime.fromisoformat(known["at"]), known["by"], known["name"], known["size"])
    except (OSError, ValueError, KeyError):
        return None


def is_overdue(last: LastBackup | None, *, installed_at: datetime, now: datetime) -> bool:
    """Whether a backup should have come by `now`: 26 hours after the last one, or after the installation.

    Example: installed Monday 09:00, none since; overdue from Tuesday 11:00 on.
    """
    return now - (last.at if last else installed_at) > LONGEST_PAUSE
