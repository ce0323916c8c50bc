"""Looks through an uploaded template: what is dangerous is refused, the words that it asks for are told with their place."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

from yinqiao.platform.papers.limits import LIMITS
from yinqiao.platform.papers.placeholders import Place, is_broken, words_in
from yinqiao.platform.papers.refusals import refuse
from yinqiao.platform.sheets.xmlscan import check_part, scan_sheet
from yinqiao.platform.sheets.zipcheck import ZipEntry, check_directory, read_part

_ACTIVE = re.compile(r"vba|macro|activex|embeddings|oleobject|ctrlprops|afchunk|customui|attachedtoolbars", re.I)
_ACTIVE_TYPE = re.compile(rb"macroEnabled|vbaProject|oleObject|activeX|aFChunk|ms-office\.intel", re.I)
_EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External", re.I)


@dataclass(slots=True)
class Inspected:
    """The words of a template with their places, and what stands wrongly."""

    words: list[Place] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)

    def look(self, text: str, where: str) -> None:
        """Note the words of a text."""
        self.words += [Place(word, where) for word in words_in(text)]
        if is_broken(text):
            self.broken.append(where)


def inspect(content: bytes, suffix: str, read: Callable[[bytes], Inspected]) -> Inspected:
    """Everything that a template asks for; raises Invalid `papers.…` for what must not be taken in.

    `read` looks through what has passed, as a document or as a workbook.
    """
    entries = check_directory(content, LIMITS)
    names = [entry.name for entry in entries]
    if ("word/document.xml" if suffix == ".docx" else "xl/workbook.xml") not in names:
        raise refuse("papers.not_a_template")
    if any(map(_ACTIVE.search, names)) or _ACTIVE_TYPE.search(_types(content, entries)):
        raise refuse("papers.active")
    for entry in entries:
        is_sheet = entry.name.startswith("xl/worksheets/") and entry.name.endswith(".xml")
        if is_sheet:
            scan_sheet(content, entry, LIMITS)
        else:
            check_part(content, entry, LIMITS)
        if entry.name.endswith(".rels") and _EXTERNAL.search(read_part(content, entries, entry.name, LIMITS) or b""):
            raise refuse("papers.external")
    try:
        return read(content)
    except (KeyError, ValueError, TypeError, AttributeError, SyntaxError, zipfile.BadZipFile) as error:
        raise refuse("papers.damaged") from error


def _types(content: bytes, entries: tuple[ZipEntry, ...]) -> bytes:
    return read_part(content, entries, "[Content_Types].xml", LIMITS) or b""
