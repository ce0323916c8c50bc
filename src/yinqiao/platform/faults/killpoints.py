"""`killpoint("handover.after_copy")`: nothing in daily work, SIGKILL on the n-th visit when a test asks for it.

Points stand before and after each commit, send, fsync, rename and signature; the source is their register.
"""

from __future__ import annotations

import ast
import os
import re
import signal
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

KILL_ENV = "YINQIAO_KILL"
KILL_LOG_ENV = "YINQIAO_KILL_LOG"

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_visits: Counter[str] = Counter()


@dataclass(frozen=True, order=True)
class KillPoint:
    """A point as it stands in the source: its name, the file relative to the scanned root, the line."""

    name: str
    file: str
    line: int


def killpoint(name: str) -> None:
    """Mark a place where a crash must do no harm; `name` is a dotted literal that occurs once in the source.

    With `YINQIAO_KILL=name:n` the process dies by SIGKILL on its n-th visit (n counts from 1; without `:n`,
    the first). With `YINQIAO_KILL_LOG=file` every visit appends one line, a deadly one before it kills.
    Without either it returns at once.
    """
    order = os.environ.get(KILL_ENV)
    log = os.environ.get(KILL_LOG_ENV)
    if not order and not log:
        return
    _visits[name] += 1
    deadly = _is_deadly(order, name)
    if log:
        _append(log, f"{name} {'killed' if deadly else 'passed'}\n")
    if deadly:
        os.kill(os.getpid(), signal.SIGKILL)


def _is_deadly(order: str | None, name: str) -> bool:
    if not order:
        return False
    wanted, _, nth = order.partition(":")
    return wanted == name and _visits[name] == int(nth or 1)


def _append(path: str, line: str) -> None:
    # O_APPEND and one write: lines of many processes do not mix, and a kill right after cannot lose one.
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, line.encode())
    finally:
        os.close(handle)


def visited_killpoints(log: Path) -> dict[str, bool]:
    """Read a kill log: each point that was reached, and whether some process died there. A missing file is empty."""
    seen: dict[str, bool] = {}
    if log.exists():
        for line in log.read_text().splitlines():
            name, _, outcome = line.partition(" ")
            seen[name] = seen.get(name, False) or outcome == "killed"
    return seen


def discover_killpoints(root: Path) -> dict[str, KillPoint]:
    """Every kill point below `root` (the package directory), by name, tests left out.

    Raises ValueError when a name is no literal, is not dotted lower case, or stands in two places: a test that
    orders a kill by name must hit one place and no other.
    """
    found: dict[str, KillPoint] = {}
    for path in sorted(root.rglob("*.py")):
        relative = path.relative_to(root)
        source = path.read_text(encoding="utf-8")
        if "tests" in relative.parts or "killpoint(" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and _is_killpoint_call(node):
                point = KillPoint(_literal_name(node, str(relative)), str(relative), node.lineno)
                if point.name in found:
                    raise ValueError(f"kill point {point.name} stands twice: {found[point.name]} and {point}")
                found[point.name] = point
    return found


def _is_killpoint_call(node: ast.Call) -> bool:
    called = node.func
    return (isinstance(called, ast.Name) and called.id == "killpoint") or (
        isinstance(called, ast.Attribute) and called.attr == "killpoint"
    )


def _literal_name(node: ast.Call, file: str) -> str:
    match node.args:
        case [ast.Constant(value=str() as name)] if _NAME.fullmatch(name):
            return name
    raise ValueError(f"{file}:{node.lineno}: a kill point needs one dotted lower-case literal")
