"""The columns of the old system's table, and the words for what its check found."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from importlib import resources
from typing import Any, Final

from yinqiao.areas.opening.rules import reasons
from yinqiao.areas.opening.types import Reason
from yinqiao.areas.rosters.queries import ROSTER_FIELDS, field_specs, load_fields
from yinqiao.areas.rosters.queries import sentence_of as sentence_of_cell
from yinqiao.areas.rosters.queries import title_of as title_of_cell
from yinqiao.areas.rosters.types import FieldList

_OWN = "opening."


def _read() -> FieldList:
    """The room's own fields, and those of a roster that an old system may have too; there little is required."""
    folder = resources.files("yinqiao.areas.opening").joinpath("rulebook")
    told: dict[str, Any] = tomllib.loads(folder.joinpath("opening_fields.toml").read_text(encoding="utf-8"))
    required = frozenset(told["required"])
    borrowed = [
        replace(ROSTER_FIELDS[name], is_required=name in required, is_expected=False) for name in told["borrowed"]
    ]
    return FieldList((*load_fields(told["field"]), *borrowed))


OPENING_FIELDS: Final[FieldList] = _read()
SPECS: Final = field_specs(OPENING_FIELDS)


def title_of(code: str) -> str:
    """The heading under which rows of a reason are counted: this room's own, else that of cells of any list."""
    return reasons()[Reason(code)].title if code.startswith(_OWN) else title_of_cell(code)


def sentence_of(code: str, field: str, args: str | None) -> str:
    """The Chinese sentence of one reason, this room's own or one of cells of any list; nothing for none."""
    if not code:
        return ""
    if code.startswith(_OWN):
        return reasons()[Reason(code)].text
    return sentence_of_cell(code, field, args, OPENING_FIELDS)
