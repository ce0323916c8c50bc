"""When the last good backup was made and the last check held, kept in the installation's folder; absence alarms."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

_FILE = "last-backup.json"
_CHECK = "last-check.json"
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
    _write(home / _FILE, {"at": at.isoformat(), "by": by, "name": name, "size": size})


def _write(path: Path, facts: dict[str, object]) -> None:
    beside = path.with_name(path.name + ".new")
    beside.write_text(json.dumps(facts, ensure_ascii=False))
    beside.replace(path)


def last_backup(home: Path) -> LastBackup | None:
    """The newest noted backup; None when there is none or the note cannot be read."""
    try:
        known = json.loads((home / _FILE).read_text())
        return LastBackup(datetime.fromisoformat(known["at"]), known["by"], known["name"], known["size"])
    except (OSError, ValueError, KeyError):
        return None


def is_overdue(last: LastBackup | LastCheck | None, *, installed_at: datetime, now: datetime) -> bool:
    """Whether a backup or check should have come by `now`: 26 hours after the last one, or after the installation.

    Example: installed Monday 09:00, none since; overdue from Tuesday 11:00 on.
    """
    return now - (last.at if last else installed_at) > LONGEST_PAUSE


@dataclass(frozen=True, slots=True)
class LastCheck:
    """The newest check of the invariants: when, and what it said ("": all hold)."""

    at: datetime
    told: str


def note_check(home: Path, *, at: datetime, told: str) -> None:
    """Remember what the check of the invariants said."""
    _write(home / _CHECK, {"at": at.isoformat(), "told": told})


def last_check(home: Path) -> LastCheck | None:
    """The newest noted check; None when there is none or the note cannot be read."""
    try:
        known = json.loads((home / _CHECK).read_text())
        return LastCheck(datetime.fromisoformat(known["at"]), str(known["told"]))
    except (OSError, ValueError, KeyError):
        return None


def alarms(home: Path, *, installed_at: datetime, now: datetime) -> list[str]:
    """Codes of what the operator must look at now; empty when all is well.

    `backup_overdue`: none for 26 hours; `invariants_overdue`: not checked for 26 hours; `invariants_broken`: the last
    check found a breach or could not check.
    """
    found = ["backup_overdue"] if is_overdue(last_backup(home), installed_at=installed_at, now=now) else []
    check = last_check(home)
    if is_overdue(check, installed_at=installed_at, now=now):
        found.append("invariants_overdue")
    if check and check.told:
        found.append("invariants_broken")
    return found
