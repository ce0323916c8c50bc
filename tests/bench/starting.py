"""The rows of `make up`: from an empty folder with what is installed, the second start, and, when asked for, a bare clone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figures import Figure, at_most

PROJECT = Path(__file__).parents[2]


def start() -> Iterator[Figure]:
    """`yinqiao up` on an empty home (database, keys, demo city), down, and up again."""
    with tempfile.TemporaryDirectory(prefix="yq-up-") as folder:
        home = Path(folder) / "home"
        environment = {**os.environ, "YINQIAO_HOME": str(home)}
        for name in ("YINQIAO_DB_NAME", "YINQIAO_ROLE", "YINQIAO_STATIC", "YINQIAO_MODE"):
            environment.pop(name, None)
        try:
            first = _seconds(environment, "up")
            _seconds(environment, "down")
            yield at_most("up_second_start", _seconds(environment, "up"), 15)
            yield at_most("up_first_start", first, 60, note="installed already; makes the database and a city of 3,000")
        finally:
            _seconds(environment, "down")


def _seconds(environment: dict[str, str], command: str) -> float:
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "yinqiao.config.cli", command],
        env=environment, cwd=PROJECT, check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=300,
    )  # fmt: skip
    return time.perf_counter() - begun


def bare_machine() -> Iterator[Figure]:
    """`make up` in a fresh clone: downloads and installs everything. Not part of a plain run, for it needs a network."""
    with tempfile.TemporaryDirectory(prefix="yq-bare-") as folder:
        clone = Path(folder) / "clone"
        kept = ("PATH", "HOME", "LANG", "PIP_INDEX_URL", "UV_INDEX_URL", "UV_DEFAULT_INDEX")
        environment = {name: value for name, value in os.environ.items() if name in kept or name.endswith("_proxy")}
        subprocess.run(["git", "clone", "-q", str(PROJECT), str(clone)], check=True)
        begun = time.perf_counter()
        try:
            subprocess.run(["make", "up"], cwd=clone, env=environment, check=True, capture_output=True, timeout=1200)
            yield at_most("up_bare_machine", time.perf_counter() - begun, 300, note="make up in a fresh clone")
        finally:
            subprocess.run(["make", "down"], cwd=clone, env=environment, check=False, capture_output=True)
            shutil.rmtree(clone, ignore_errors=True)
