"""The text layer of a PDF, page by page, as the software of the scanner recognised it. Runs in the confined child.

Pictures have none. What stands outside a page is not on it and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import pypdfium2

from yinqiao.platform.scans.limits import MOST_LETTERS
from yinqiao.platform.scans.refusals import refuse


def text_of(source: BinaryIO) -> Iterator[tuple[int, str]]:
    """Number (from 1) and text of each page that has any, at most `MOST_LETTERS` of a page. Invalid `scans.damaged`."""
    head = source.read(5)
    source.seek(0)
    if head != b"%PDF-":
        return
    try:
        with pypdfium2.PdfDocument(source) as document:
            for no in range(1, len(document) + 1):
                if text := _text(document, no):
                    yield no, text
    except (pypdfium2.PdfiumError, OSError, ValueError) as problem:
        raise refuse("scans.damaged") from problem


def _text(document: pypdfium2.PdfDocument, no: int) -> str:
    page = document[no - 1]
    words = page.get_textpage()
    try:
        found = words.get_text_bounded(errors="ignore")[:MOST_LETTERS]
    finally:
        words.close()
        page.close()
    # A database keeps no NUL, and no half of a pair is a letter.
    return found.replace("\x00", "").encode("utf-8", "ignore").decode()
