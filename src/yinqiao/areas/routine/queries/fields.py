"""The columns of a list of retiring people, and the words for what its check found."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Final

from yinqiao.areas.rosters.queries import load_fields
from yinqiao.areas.rosters.queries import sentence_of as sentence_of_cell
from yinqiao.areas.rosters.queries import title_of as title_of_cell
from yinqiao.areas.rosters.types import FieldList
from yinqiao.areas.routine.rules import finding_sentence, finding_words
from yinqiao.areas.routine.types import ListFinding, PostCategory, RetirementOption

_OWN = "routine."


def _read() -> FieldList:
    folder = resources.files("yinqiao.areas.routine").joinpath("rulebook")
    entries = tomllib.loads(folder.joinpath("retiring_fields.toml").read_text(encoding="utf-8"))["field"]
    return load_fields(entries, {"post": PostCategory, "option": RetirementOption})


RETIRING_FIELDS: Final[FieldList] = _read()


def title_of(code: str) -> str:
    """The heading under which findings of a code are counted: this room's own, else that of cells of any list."""
    return finding_words()[ListFinding(code)]["title"] if code.startswith(_OWN) else title_of_cell(code)


def sentence_of(code: str, field: str, args: str | None) -> str:
    """The Chinese sentence of one finding, this room's own or one of cells of any list."""
    if code.startswith(_OWN):
        return finding_sentence(ListFinding(code), args)
    return sentence_of_cell(code, field, args, RETIRING_FIELDS)
