"""Looks through log files for people: any valid ID number, and the numbers and names of those who are known.

What is found is told by file, line and kind, never by itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from urllib.parse import unquote_plus

from yinqiao.kernel.id_number import check_digit

_NUMBER = re.compile(r"(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])", re.ASCII)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_BYTES = re.compile(r"(?:\\x[0-9a-fA-F]{2})+")
_FIRST = date(1880, 1, 1)


def people_in(files: Iterable[Path], known: Mapping[str, str]) -> list[str]:
    """What is found in each file; `known` maps a value to its kind (`name`, `phone`)."""
    return [f"{path.name}:{one}" for path in files for one in people_in_text(path.read_text("utf-8", "replace"), known)]


def people_in_text(text: str, known: Mapping[str, str]) -> list[str]:
    """A number of line and a kind for each time that somebody stands in a line."""
    near = _by_start(known)
    return [
        f"{number}: {kind}"
        for number, line in enumerate(text.splitlines(), 1)
        for kind in sorted(_kinds_in(line, near))
    ]


def _by_start(known: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Thousands of values begin in a hundred ways: most lines hold none of these, and are asked about no value."""
    near: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for value, kind in known.items():
        near[value[: 3 if value.isascii() else 1]][value] = kind
    return near


def _kinds_in(line: str, near: Mapping[str, Mapping[str, str]]) -> set[str]:
    found = set()
    for text in _readings(line):
        values = (one for start, each in near.items() if start in text for one in each.items())
        found |= {kind for value, kind in values if value in text}
        if any(_is_id_number(one) for one in _NUMBER.findall(text)):
            found.add("id_number")
    return found


def _is_id_number(text: str) -> bool:
    """Whether the check character fits and the middle is a date; of whatever division."""
    if check_digit(text[:17]) != text[17].upper():
        return False
    try:
        return date(int(text[6:10]), int(text[10:12]), int(text[12:14])) >= _FIRST
    except ValueError:
        return False


def _readings(line: str) -> Iterator[str]:
    """As it stands, as an address means it, and as JSON and Python write what is no ASCII."""
    yield line
    if "%" in line:
        yield unquote_plus(line)
    if "\\u" in line:
        yield _ESCAPED.sub(lambda one: chr(int(one[1], 16)), line)
    if "\\x" in line:
        yield _BYTES.sub(lambda one: bytes.fromhex(one[0].replace("\\x", "")).decode("utf-8", "replace"), line)
