"""Fills a .docx: words, rows of lists, the square code, in the text and in headers and footers; many papers in one file.

Runs in the confined child. Nothing of a template is carried out: words are looked up, everything else stays as it is.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Iterator, Sequence
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from yinqiao.platform.papers.codes import picture_of
from yinqiao.platform.papers.filling import Filling
from yinqiao.platform.papers.placeholders import CODE, words_in
from yinqiao.platform.papers.wording import P, paragraphs_of, repeat_rows, replace_words, text_of

SECTION = qn("w:sectPr")
_REFERENCES = (qn("w:headerReference"), qn("w:footerReference"))
_RELATION = qn("r:id")
_INSTRUCTION, _SIMPLE_FIELD, _FIELD_CODE = qn("w:instrText"), qn("w:fldSimple"), qn("w:instr")
_CODE_SIZE = Mm(22)


class _Story:
    """What python-docx asks of the parent of a paragraph: the part in which its pictures are kept."""

    def __init__(self, part: Any) -> None:
        self.part = part


def fill_document(template: bytes, papers: Sequence[Filling]) -> bytes:
    """One file with these papers, each beginning on a page of its own and counting its own pages."""
    document = docx.Document(io.BytesIO(template))
    body, part = document.element.body, document.part
    if len(papers) == 1:
        for story, element in stories(document):
            _fill(element, story, papers[0])
        return _saved(document)
    section = body.find(SECTION)
    pattern = [copy.deepcopy(one) for one in body if one is not section]
    for one in [one for one in body if one is not section]:
        body.remove(one)
    body.remove(section)
    for at, paper in enumerate(papers):
        elements, end = [copy.deepcopy(one) for one in pattern], copy.deepcopy(section)
        for one in (*elements, end):
            _own_margins(one, part, paper)
            _fill(one, part, paper)
            body.append(one)
        if at < len(papers) - 1:
            _end_section(body, end)
    return _saved(document)


def stories(document: Any) -> Iterator[tuple[Any, Any]]:
    """The text, then each header and footer once: the part and its element."""
    part = document.part
    yield part, document.element.body
    seen = set()
    for section in document.element.body.iter(SECTION):
        for reference in _references(section):
            other = part.related_parts[reference.get(_RELATION)]
            if other.partname not in seen:
                seen.add(other.partname)
                yield other, other.element


def _references(element: Any) -> list[Any]:
    return [one for kind in _REFERENCES for one in element.iter(kind)]


def _fill(element: Any, part: Any, paper: Filling) -> None:
    for paragraph in ([element] if element.tag == P else []) + list(paragraphs_of(element)):
        if CODE in words_in(text_of(paragraph)):
            _put_code(paragraph, part, paper.code)
        replace_words(paragraph, lambda word: f"{{{{ {word} }}}}" if "." in word else paper.texts.get(word, ""))
    repeat_rows(element, paper.lists)


def _put_code(paragraph: Any, part: Any, code: str) -> None:
    run = Paragraph(paragraph, _Story(part)).add_run()
    run.add_picture(io.BytesIO(picture_of(code)), width=_CODE_SIZE)


def _own_margins(element: Any, part: Any, paper: Filling) -> None:
    """Headers and footers of its own for one paper of many, and pages that count from one within it."""
    for section in element.iter(SECTION):
        for reference in _references(section):
            own = _copied(part.related_parts[reference.get(_RELATION)])
            reference.set(_RELATION, part.relate_to(own, f"{_KIND}{_tail(reference)}"))
            _fill(own.element, own, paper)
            _count_within(own.element)
        for old in section.findall(qn("w:pgNumType")):
            section.remove(old)
        numbering = OxmlElement("w:pgNumType")
        numbering.set(qn("w:start"), "1")
        margins = section.find(qn("w:pgMar"))
        margins.addnext(numbering) if margins is not None else section.append(numbering)
    _count_within(element)


_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def _tail(reference: Any) -> str:
    return "header" if reference.tag == _REFERENCES[0] else "footer"


def _copied(part: Any) -> Any:
    """A header or footer once more, with the pictures it shows."""
    package = part.package
    name = package.next_partname("/word/margin%d.xml")
    own = type(part)(name, part.content_type, copy.deepcopy(part.element), package)
    for key, relation in part.rels.items():
        own.rels.add_relationship(relation.reltype, relation.target_part, key)
    return own


def _count_within(element: Any) -> None:
    """`共 y 页` of one paper among many: the pages of its section."""
    for one in element.iter(_INSTRUCTION):
        one.text = (one.text or "").replace("NUMPAGES", "SECTIONPAGES")
    for one in element.iter(_SIMPLE_FIELD):
        one.set(_FIELD_CODE, (one.get(_FIELD_CODE) or "").replace("NUMPAGES", "SECTIONPAGES"))


def _end_section(body: Any, section: Any) -> None:
    """Move the section that closes a paper into its last paragraph, where the next one begins."""
    body.remove(section)
    last = body[-1] if len(body) and body[-1].tag == P and body[-1].find(f".//{SECTION}") is None else None
    if last is None:
        last = OxmlElement("w:p")
        body.append(last)
    last.get_or_add_pPr().append(section)


def _saved(document: Any) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
