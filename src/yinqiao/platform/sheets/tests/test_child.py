"""The child may die in any way: the caller gets a refusal with a code, and nothing of it stays behind."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import asdict, replace
from random import Random

import psutil
import pytest

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.sheets import confined
from yinqiao.platform.sheets.limits import DEFAULT_LIMITS
from yinqiao.platform.sheets.reader import read_sheet
from yinqiao.platform.sheets.tests.hostile_valid import VALID_CASES
from yinqiao.platform.sheets.tests.rawbooks import Book, sheet_xml, xlsx

pytestmark = pytest.mark.fast
_ROWS = [["姓名", "住址"], *[["王伟", "长沙市"]] * 60_000]


def _refused(content: bytes, **limits: float) -> str:
    with pytest.raises(Invalid) as refusal:
        read_sheet(content, limits=replace(DEFAULT_LIMITS, **limits))  # type: ignore[arg-type]
    return refusal.value.code


def _far_cell() -> bytes:
    """The 1.4 KB file that makes the parser ask for half a terabyte."""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return Book([("名册", sheet_xml([["姓名"]]).replace("</sheetData>", far), "")]).to_bytes()


def test_a_parser_that_aborts_the_process_is_a_refusal_when_the_first_wall_is_taken_away() -> None:
    assert _refused(_far_cell(), cells=1 << 60) == "sheets.reader_stopped"


def test_the_first_wall_names_the_far_cell() -> None:
    assert _refused(_far_cell()) == "sheets.too_many_cells"


def test_a_child_that_lacks_memory_is_a_refusal() -> None:
    wide = xlsx([["长沙市天心区坡子街"] * 12] * 60_000)
    assert _refused(wide, memory_bytes=64 << 20) in ("sheets.reader_stopped", "sheets.reader_memory")


def test_a_child_that_takes_too_long_is_killed_and_refused() -> None:
    began = time.monotonic()
    assert _refused(xlsx(_ROWS), wall_seconds=0.05) == "sheets.reader_timeout"
    assert time.monotonic() - began < 5


def test_a_child_that_burns_its_processor_time_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile True: pass"
    _pretend(monkeypatch, code)
    assert _refused(xlsx(_ROWS[:3])) == "sheets.reader_timeout"


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()",
        "import os; os._exit(0)",
        "raise SystemExit(3)",
        "import os, sys; os.write(int(sys.argv[2]), b'garbage' * 9)",
        "import os, sys, struct; os.write(int(sys.argv[2]), struct.pack('<cQ', b'C', 1 << 60))",
        "import os, sys, struct; os.write(int(sys.argv[2]), struct.pack('<cQ', b'C', 4) + b'abcd')",
    ],
    ids=["abort", "silent exit", "exit code", "garbage", "endless frame", "short chunk"],
)
def test_a_child_that_answers_nothing_sensible_is_a_refusal(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _pretend(monkeypatch, code)
    assert _refused(xlsx(_ROWS[:3])) == "sheets.reader_stopped"


def _pretend(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Start a broken child in place of ours; the parent is what is under test."""
    real = subprocess.Popen

    def broken(arguments, **options):  # type: ignore[no-untyped-def]
        return real([sys.executable, "-I", "-c", code, *arguments[-2:]], **options)

    monkeypatch.setattr(confined.subprocess, "Popen", broken)


def test_no_child_and_no_descriptor_stays_behind_after_good_and_bad_files() -> None:
    me = psutil.Process()
    read_sheet(xlsx(_ROWS[:3]))
    open_before, children_before = me.num_fds(), len(me.children())
    for _ in range(3):
        read_sheet(xlsx(_ROWS[:3]))
        _refused(_far_cell())
        _refused(xlsx(_ROWS), wall_seconds=0.05)
    assert (me.num_fds(), len(me.children())) == (open_before, children_before)


def test_the_child_dies_when_the_caller_stops_listening() -> None:
    me = psutil.Process()
    # Servers of other tests may be running.
    others = set(me.children())
    with pytest.raises(RuntimeError, match="enough"):
        read_sheet(xlsx(_ROWS), on_progress=_enough)
    assert set(me.children()) <= others


def _enough(done: int, of: int) -> None:
    raise RuntimeError("enough")


@pytest.mark.parametrize(
    ("child", "without"),
    [
        ("child", "polars numpy django"),
        ("textchild", "polars numpy django python_calamine zipfile xml concurrent logging"),
    ],
)
def test_a_child_starts_without_what_it_does_not_need_in_a_third_of_a_second_of_work(child: str, without: str) -> None:
    code = (
        f"import sys, yinqiao.platform.sheets.{child}\n"
        f"print([name for name in {without.split()} if name in sys.modules])"
    )
    best = 9.0
    for _ in range(3):
        before = _worked_by_children()
        heard = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
        best = min(best, _worked_by_children() - before)
        assert heard.stdout.strip() == "[]"
    assert best < 0.3


def _worked_by_children() -> float:
    """Seconds of processor: the clock would tell of the machine."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


_CHILDREN = (
    ("child", "pick(content, DEFAULT_LIMITS, child.Wanted(frozenset({'x'})))"),
    ("textchild", "pick_text(content, DEFAULT_LIMITS)"),
)


@pytest.mark.parametrize("case", ["plain xlsx", "xls", "ods", "csv gb18030", "csv utf-16", "formula and errors"])
def test_the_child_imports_nothing_once_it_may_no_longer_open_the_interpreters_files(case: str) -> None:
    child, pick = _CHILDREN["csv" in case]
    code = (
        "import sys, io\n"
        f"from yinqiao.platform.sheets import {child} as child\n"
        "from yinqiao.platform.sheets.sending import send_table\n"
        "from yinqiao.platform.sheets.limits import DEFAULT_LIMITS\n"
        "content, before = sys.stdin.buffer.read(), set(sys.modules)\n"
        f"send_table(io.BytesIO(), child.{pick})\n"
        "print(sorted(set(sys.modules) - before))"
    )
    content = VALID_CASES[case](Random(2))
    heard = subprocess.run([sys.executable, "-I", "-c", code], input=content, capture_output=True, check=True)
    assert heard.stdout.strip() == b"[]"


def test_the_confined_child_is_nobody_without_network_files_or_environment() -> None:
    code = (
        "import os, json, sys, socket\n"
        "from yinqiao.platform.sheets.sandbox import confine\n"
        "confine(1 << 30, 5)\n"
        "def tried(act):\n"
        "    try: act(); return 'done'\n"
        "    except OSError as error: return type(error).__name__\n"
        "def connect():\n"
        "    with socket.socket() as s: s.settimeout(1); s.connect(('127.0.0.1', 9))\n"
        "def write():\n"
        "    with open('/tmp/sheets-probe-' + str(os.getpid()), 'wb') as f: f.write(b'x' * 99)\n"
        "print(json.dumps([os.geteuid(), tried(connect), tried(write), tried(lambda: os.setuid(0))]))"
    )
    heard = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False)
    user, network, file, root_again = json.loads(heard.stdout)
    assert (file, root_again) == ("OSError", "PermissionError")
    assert user != 0
    if os.geteuid() == 0:  # only root can give up its network for certain
        assert (user, network) == (65534, "OSError")


def test_the_child_runs_with_an_empty_environment_and_no_path_of_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "secret")
    seen: dict[str, object] = {}
    real = subprocess.Popen

    def watch(arguments, **options):  # type: ignore[no-untyped-def]
        seen.update(options)
        return real(arguments, **options)

    monkeypatch.setattr(confined.subprocess, "Popen", watch)
    read_sheet(xlsx(_ROWS[:3]))
    assert seen["env"] == {"LC_ALL": "C.UTF-8"}
    assert seen["cwd"] == "/"
    assert seen["start_new_session"] is True


def test_limits_travel_to_the_child_as_they_are() -> None:
    assert json.loads(json.dumps(asdict(DEFAULT_LIMITS)))["memory_bytes"] == 1 << 30
    assert _refused(xlsx(_ROWS[:3]), cell_chars=2) == "sheets.cell_too_long"
