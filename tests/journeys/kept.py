"""A city without its walkers, made once for this code and this day; every further site begins as a copy of it."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from django.utils import timezone

from tests.bench_database import SOURCE, only_one
from yinqiao.config.instance import load_instance


def lay_out(home: Path, make: Callable[[], None], *, of: str) -> None:
    """Let the folder `home` hold what `make` puts there; nothing that it starts there may still run when it returns.

    Made at the first call for this code, this day and `of`; a copy of that at every other, whoever asks.
    """
    folder = load_instance().home / "sites"
    folder.mkdir(mode=0o700, exist_ok=True)
    kept, mark = folder / "kept", folder / "made-for"
    wanted = f"{of} {timezone.localdate()} {_fingerprint()}"
    with only_one(folder):
        if mark.exists() and mark.read_text() == wanted:
            _copy(kept, home)
            return
        mark.unlink(missing_ok=True)
        shutil.rmtree(kept, ignore_errors=True)
        make()
        kept.mkdir(mode=0o700)
        _copy(home, kept)
        mark.write_text(wanted)


def _copy(there: Path, here: Path) -> None:
    # With the owners: the database's folder belongs to a user of the system of its own.
    for part in there.iterdir():
        subprocess.run(["cp", "-a", part, here], check=True)


def _fingerprint() -> str:
    """Changes whenever anything of the product or of what it stands on does."""
    digest, root = hashlib.sha256(), SOURCE.parents[1]
    files = (path for path in SOURCE.rglob("*") if path.is_file() and not {"tests", "__pycache__"} & {*path.parts})
    for path in sorted([*files, root / "requirements.lock", root / "package-lock.json"]):
        digest.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]
