"""Sets one document: PDF/A-2u, so that it can be read, searched and copied in thirty years.

The font lies in the packages' folder and is never sent to a browser. What it lacks is asked before (`lacking`); Typst
itself refuses to write a PDF/A with a character that it cannot show.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst
from django.conf import settings
from fontTools.ttLib import TTFont

FONT = "@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf"
BLANK = "＿＿"
# One compiler works for one thread at a time; what it has read and laid out before it keeps.
_working = Lock()


def _font() -> Path:
    return Path(settings.NODE_MODULES) / FONT


@cache
def _compiler(template: Path) -> typst.Compiler:
    return typst.Compiler(str(template), font_paths=[str(_font().parent)], ignore_system_fonts=True)


@cache
def _characters() -> frozenset[int]:
    """Every character that the font can show."""
    with TTFont(_font(), lazy=True) as font:
        return frozenset(font.getBestCmap())


def lacking(text: str) -> str:
    """The characters of a text that the font has not, each once: nothing is ever printed as a box."""
    return "".join(dict.fromkeys(one for one in text if ord(one) not in _characters() and not one.isspace()))


def left_open(words: str) -> str:
    """The words with a gap in the place of each character that the font has not: it is written in by hand."""
    for one in lacking(words):
        words = words.replace(one, BLANK)
    return words


def typeset(template: Path, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """The PDF of a template, which reads `data` as JSON from `sys.inputs.data`; `at` is when it was made."""
    told = json.dumps(data, ensure_ascii=False)
    with _working:
        made = _compiler(template).compile(
            format="pdf", sys_inputs={"data": told}, pdf_standards=["a-2u"], timestamp=int(at.timestamp())
        )
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made
