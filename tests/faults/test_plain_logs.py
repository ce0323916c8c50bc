"""The search of log files finds whoever is planted in them, however it is written, and takes nothing else for somebody."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.faults.plain_logs import people_in

pytestmark = [pytest.mark.fault, pytest.mark.fast]
NUMBER, PHONE, NAME = "990101195003070017", "13971000100", "王桂英"
KNOWN = {PHONE: "phone", NAME: "name"}


def _found(tmp_path: Path, line: str) -> list[str]:
    file = tmp_path / "web.log"
    file.write_text(f"2026-11-29 04:19:36,533 INFO root began\n{line}\n", encoding="utf-8")
    return people_in([file], KNOWN)


@pytest.mark.parametrize(
    ("planted", "kind"), [(NUMBER, "id_number"), (PHONE, "phone"), (NAME, "name")], ids=["number", "phone", "name"]
)
@pytest.mark.parametrize(
    "written",
    ["{}", "Not Found: /people/{}/", "x{}", "\\n{}\\n", "('{}',)"],
)
def test_who_is_planted_is_found_and_told_by_line_and_kind(
    tmp_path: Path, written: str, planted: str, kind: str
) -> None:
    for spelled in (planted, quote(f" {planted}"), json.dumps(planted), str(planted.encode())):
        assert _found(tmp_path, written.format(spelled)) == [f"web.log:2: {kind}"]


@pytest.mark.parametrize(
    "line",
    [
        "990101195003070018", "99010119500307001712", "202611240859441234", "/people/01900000-0000-7000-8000-000000000000/",
        "d41d8cd98f00b204e9800998ecf8427e", "%E4%BD%95", "\\u4f55",
    ],
)  # fmt: skip
def test_what_is_nobody_is_not_found(tmp_path: Path, line: str) -> None:
    assert _found(tmp_path, line) == []
