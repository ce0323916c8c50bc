"""Processes that begin with the product already read: forked from one that did nothing else.

A crash test starts two or three processes for each point. Reading a city's programme takes each of them three seconds, its
walk a tenth of one; so one server of forks (the standard library's) reads it once for all tests of a run.
"""

from __future__ import annotations

import importlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from yinqiao.config.cli import main, role_of

_FORKS = get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.warm_modules"])


@dataclass(frozen=True)
class Ended:
    """How a process ended: its exit code (minus the signal that killed it) and what it said."""

    returncode: int
    stdout: str
    stderr: str


@dataclass(frozen=True)
class Warm:
    """A running process and the files that it speaks into."""

    process: ForkServerProcess
    folder: Path

    def end(self, *, timeout: float = 20) -> None:
        """Tell it to end, and kill it when it does not."""
        self.process.terminate()
        self.process.join(timeout)
        self.process.kill()
        self.process.join()
        shutil.rmtree(self.folder)

    def ended(self, *, timeout: float = 120) -> Ended:
        """Wait for its end. TimeoutError, after killing it, when it does not come."""
        self.process.join(timeout)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()
            raise TimeoutError((self.folder / "err").read_text()[-2000:])
        ended = Ended(self.process.exitcode, *((self.folder / name).read_text() for name in ("out", "err")))
        shutil.rmtree(self.folder)
        return ended


def start(work: Callable[..., None], *arguments: object, environment: Mapping[str, str] | None = None) -> Warm:
    """Do `work` (a function of a module, its arguments picklable) in a process of its own, as this one is surrounded.

    `environment` is added to that of this process. The database is the one that this process uses now.
    """
    return _begin(work, arguments, {**os.environ, **(environment or {})})


def run(work: Callable[..., None], *arguments: object, environment: Mapping[str, str] | None = None) -> Ended:
    """The same, waited for."""
    return start(work, *arguments, environment=environment).ended()


def yinqiao(*command: str, environment: Mapping[str, str], log: Path | None = None) -> Warm:
    """One of the product's commands in a process of its own; `environment` is all that surrounds it.

    All that it says goes to the end of `log` where one is named.
    """
    return _begin(_command, command, {"YINQIAO_ROLE": role_of(command[0]), **environment}, log)


def lines(text: str, *, environment: Mapping[str, str]) -> Warm:
    """Lines of Python in a process of their own; `environment` is all that surrounds it."""
    return _begin(_lines, (text,), dict(environment))


def _begin(
    work: Callable[..., None], arguments: tuple[object, ...], around: dict[str, str], log: Path | None = None
) -> Warm:
    folder = Path(tempfile.mkdtemp(prefix="yq-warm-"))
    spoken = log or folder / "out", log or folder / "err"
    process = _FORKS.Process(target=_work, args=(work, arguments, around, spoken))
    process.start()
    return Warm(process, folder)


def _work(
    work: Callable[..., None], arguments: tuple[Any, ...], around: dict[str, str], spoken: tuple[Path, Path]
) -> None:
    for number, path in enumerate(spoken, start=1):
        with path.open("ab") as file:
            os.dup2(file.fileno(), number)
    sys.stdout, sys.stderr = (open(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))  # noqa: SIM115
    os.environ.clear()
    os.environ.update(around)
    _read_the_settings_anew()
    work(*arguments)
    sys.stdout.flush()


def _read_the_settings_anew() -> None:
    """What the settings took from the surroundings of the server of forks is taken from those of this process."""
    from django.conf import settings
    from django.db import connection

    fresh = importlib.reload(importlib.import_module("yinqiao.config.settings"))
    for name in filter(str.isupper, dir(fresh)):
        setattr(settings, name, getattr(fresh, name))
    connection.settings_dict.update(settings.DATABASES["default"])


def _command(*command: str) -> None:
    sys.argv = ["yinqiao", *command]
    main()


def _lines(text: str) -> None:
    exec(text, {"__name__": "__main__"})  # noqa: S102
