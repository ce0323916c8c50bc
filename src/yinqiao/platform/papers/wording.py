"""Paragraphs of a document: their words replaced although WPS has cut them into runs."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from docx.oxml.ns import qn

from yinqiao.platform.papers.placeholders import PLACEHOLDER, spans, words_in

P, T, TR, R, TC = (qn(f"w:{one}") for one in ("p", "t", "tr", "r", "tc"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def texts_of(paragraph: Any) -> list[Any]:
    """The text elements of a paragraph, without those of a paragraph inside it (a text box)."""
    return [one for one in paragraph.iter(T) if next(one.iterancestors(P)) is paragraph]


def text_of(paragraph: Any) -> str:
    """The text of a paragraph."""
    return "".join(one.text or "" for one in texts_of(paragraph))


def paragraphs_of(element: Any) -> Iterator[Any]:
    """Every paragraph below an element, in order, those in tables and text boxes too."""
    return iter(list(element.iter(P)))


def row_text(row: Any) -> str:
    """The text of a table row."""
    return "\n".join(text_of(one) for one in paragraphs_of(row))


def replace_words(paragraph: Any, value_of: Callable[[str], str]) -> None:
    """Put values in the place of words; the run in which a word begins gives its look."""
    elements = texts_of(paragraph)
    whole = "".join(one.text or "" for one in elements)
    if not PLACEHOLDER.search(whole):
        return
    starts, at = [], 0
    for one in elements:
        starts.append(at)
        at += len(one.text or "")
    pieces = [list(one.text or "") for one in elements]
    for start, end, value in spans(whole, value_of):
        for position in range(start, end):
            which = max(n for n, begin in enumerate(starts) if begin <= position and pieces[n])
            pieces[which][position - starts[which]] = value if position == start else ""
    for one, piece in zip(elements, pieces, strict=True):
        one.text = "".join(piece)
        one.set(_SPACE, "preserve")


def repeat_rows(element: Any, lists: Mapping[str, Any]) -> None:
    """Each table row that names a list becomes as many rows as the list has entries; one blank row for none."""
    for row in list(element.iter(TR)):
        if row.find(f".//{TR}") is not None:
            continue  # a row that holds a table of its own is repeated by that one's rows
        names = {word.split(".", 1)[0] for word in words_in(row_text(row)) if "." in word}
        if not names:
            continue
        name = names.pop()
        for entry in lists.get(name) or [{}]:
            made = copy.deepcopy(row)
            _fill_row(made, name, entry)
            row.addprevious(made)
        row.getparent().remove(row)


def _fill_row(row: Any, name: str, entry: Mapping[str, str]) -> None:
    prefix = f"{name}."

    def value_of(word: str) -> str:
        return entry.get(word.removeprefix(prefix), "") if word.startswith(prefix) else f"{{{{ {word} }}}}"

    for paragraph in paragraphs_of(row):
        replace_words(paragraph, value_of)
