"""演示替身: keeps the last messages of the demo in a file of the installation, for a page of that name. Sends nothing."""

from __future__ import annotations

import fcntl
import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from yinqiao.platform.texts.types import Text

_MOST = 20


@dataclass(frozen=True, slots=True)
class KeptText:
    """A message that would have been sent; `at` in the form of ISO 8601."""

    at: str
    phone: str
    words: str

    @property
    def moment(self) -> datetime:
        """When."""
        return datetime.fromisoformat(self.at)


def keep(path: Path, text: Text, at: datetime) -> None:
    """Keep one message and let go of the oldest; two processes at once lose none."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        lines = file.read().splitlines()
        lines.append(json.dumps(asdict(KeptText(at.isoformat(), text.phone, text.words)), ensure_ascii=False))
        file.seek(0)
        file.truncate()
        file.write("\n".join(lines[-_MOST:]) + "\n")


def kept_texts(path: Path) -> list[KeptText]:
    """The messages kept, newest first."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        lines = file.read().splitlines()
    return [KeptText(**json.loads(line)) for line in reversed(lines)]
