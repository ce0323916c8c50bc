"""The form in which column headers are compared: without spaces, stars, notes in brackets and full-width twins."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_NOTE = re.compile(r"[(\[{【<《〈「][^()\[\]{}【】<>《》〈〉「」]*[)\]}】>》〉」]")
_DROPPED = re.compile(r"[\s*＊※★☆#:：、,，.。;；\"'“”‘’\-_—~·\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_SERIAL = re.compile(r"^\d{1,2}[.、)]\s*")


def normalise_header(text: str) -> str:
    """`text` reduced to what tells one header from another: `＊身份证\\n号码（18位）` becomes `身份证号码`.

    Notes in brackets go, unless nothing else is left; a leading serial (`3、`) goes; letters become lower case;
    the slash of nested headers (`家庭联系人一/姓名`) stays.
    """
    folded = unicodedata.normalize("NFKC", text).strip().lower()
    folded = _SERIAL.sub("", folded)
    bare = _DROPPED.sub("", _NOTE.sub("", folded))
    if bare.strip("/"):
        return bare.strip("/")
    return _DROPPED.sub("", re.sub(r"[()\[\]{}【】<>《》〈〉「」]", "", folded)).strip("/")


def count_recognised(rows: list[list[str]], known: frozenset[str]) -> int:
    """The best number of known headers (already normalised) in any one of `rows`, or in two that follow each other."""
    per_row = [{normalise_header(cell) for cell in row if cell} & known for row in rows]
    pairs = [upper | lower for upper, lower in pairwise(per_row)]
    return max((len(found) for found in per_row + pairs), default=0)
