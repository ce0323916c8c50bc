"""The columns of an archive catalogue, and the words for what its check found."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Final

from yinqiao.areas.archives.rules import finding_sentence, finding_words
from yinqiao.areas.archives.types import CatalogueFinding
from yinqiao.areas.rosters.queries import load_fields
from yinqiao.areas.rosters.queries import sentence_of as sentence_of_cell
from yinqiao.areas.rosters.queries import title_of as title_of_cell
from yinqiao.areas.rosters.types import FieldList

_OWN = "archives."
# Table and column that are bound into the ciphertext of an archive's number, in the catalogue's rows already.
SEALED_NUMBER: Final = ("archives_archive", "id_no")


def _read() -> FieldList:
    folder = resources.files("yinqiao.areas.archives").joinpath("rulebook")
    return load_fields(tomllib.loads(folder.joinpath("catalogue_fields.toml").read_text(encoding="utf-8"))["field"])


CATALOGUE_FIELDS: Final[FieldList] = _read()


def title_of(code: str) -> str:
    """The heading under which findings of a code are counted: this room's own, else that of cells of any list."""
    return finding_words()[CatalogueFinding(code)]["title"] if code.startswith(_OWN) else title_of_cell(code)


def sentence_of(code: str, field: str, args: str | None) -> str:
    """The Chinese sentence of one finding, this room's own or one of cells of any list."""
    if code.startswith(_OWN):
        return finding_sentence(CatalogueFinding(code), args)
    return sentence_of_cell(code, field, args, CATALOGUE_FIELDS)
