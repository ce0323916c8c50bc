"""What the name of a scanned file says of an archive: `条形码_类号_序号_题名.pdf`. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from yinqiao.kernel.archive_classes import CLASSES

_NAME: Final = re.compile(r"^(?P<code>[^_]{1,40})_(?P<class>[^_]{1,8})_(?P<serial>[0-9]{1,4})(?:_(?P<title>.*))?$")
_NUMERALS: Final = {numeral: str(no) for no, numeral in enumerate("一二三四五六七八九十", start=1)}
_MOST_SERIAL: Final = 999


class Unreadable(StrEnum):
    """Why a name says nothing: it has not these parts, or none of the ten categories."""

    NAME = "name"
    CLASS = "class"


@dataclass(frozen=True, slots=True)
class ScanName:
    """What the name of a file says: `430100000315_4-1_3.pdf`."""

    code: str
    class_no: str
    serial: int


def base_name(path: str) -> str:
    """The last part of a path, whatever system wrote it: `..\\\\a/b.pdf` → `b.pdf`. Names lead nowhere."""
    last = path.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if letter.isprintable()).strip()


def read_name(name: str) -> ScanName | Unreadable:
    """What a file's name says: `430100000315_4-1_3_毕业证.pdf` → archive, class 四-1, third; or why it says nothing."""
    stem, dot, _ = unicodedata.normalize("NFKC", name).rpartition(".")
    found = _NAME.match(stem) if dot else None
    if found is None or not 1 <= int(found["serial"]) <= _MOST_SERIAL:
        return Unreadable.NAME
    class_no = _class_of(found["class"])
    return ScanName(found["code"].strip(), class_no, int(found["serial"])) if class_no else Unreadable.CLASS


def title_in(name: str) -> str:
    """The words behind the number in a file's name, if there are any."""
    stem = unicodedata.normalize("NFKC", name).rpartition(".")[0]
    found = _NAME.match(stem)
    return ((found["title"] if found else "") or "").strip()[:120]


def _class_of(text: str) -> str:
    """`四-1`, `4-1`, `04` → a number of the list; empty for what is none."""
    main, dash, part = text.strip().partition("-")
    number = _NUMERALS.get(main) or (str(int(main)) if main.isascii() and main.isdigit() else "")
    class_no = f"{number}-{part}" if dash else number
    return class_no if class_no in CLASSES else ""
