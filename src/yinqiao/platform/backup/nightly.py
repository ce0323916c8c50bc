"""Where nightly backups go, under which name, and how many are kept."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from django.utils import timezone

SUFFIX = ".yqb"
KEPT = 14


def nightly_folder(home: Path) -> Path:
    """`YINQIAO_BACKUP_TO`, which belongs on another machine or a write-once share; else `backups` in the home."""
    folder = Path(os.environ.get("YINQIAO_BACKUP_TO") or home / "backups")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def nightly_name(at: datetime) -> str:
    """The name tells the moment, in the city's time: `yinqiao-20260305-023000.yqb`."""
    return f"yinqiao-{timezone.localtime(at):%Y%m%d-%H%M%S}{SUFFIX}"


def drop_old(folder: Path, *, keep: int = KEPT) -> list[str]:
    """Remove all but the newest `keep` of our own nightly files (at least one stays); the names removed."""
    ours = sorted(folder.glob(f"yinqiao-????????-??????{SUFFIX}"))
    surplus = ours[: -max(keep, 1)]
    for path in surplus:
        path.unlink()
    return [path.name for path in surplus]
