"""Reads an electronic invoice. Runs in the confined child: the file is a stranger's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import ParseError

import pypdfium2
from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.invoices.told import ELEMENTS, LABELS, ReadInvoice
from yinqiao.platform.sheets.limits import ReadLimits
from yinqiao.platform.sheets.zipcheck import check_directory, unpack

LIMITS = ReadLimits(
    file_bytes=20 * 2**20, inflated_bytes=64 * 2**20, entries=400, memory_bytes=768 * 2**20, cpu_seconds=30,
    wall_seconds=60.0,
)  # fmt: skip
_MOST_XML = 4 * 2**20
_MOST_PAGES = 5
_DAY = re.compile(r"((?:19|20)\d\d)\D?(0?[1-9]|1[0-2])\D?(0?[1-9]|[12]\d|3[01])(?!\d)")
_SUM = re.compile(r"[¥￥]?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,2}))?0*")
_DIGITS = re.compile(r"\d{6,20}")
Pairs = list[tuple[str, str]]


def read_invoice(content: bytes) -> ReadInvoice:
    """What the file says; nothing of one that says nothing. Invalid `invoices.damaged`, `sheets.…` for one that is none."""
    try:
        if content.startswith(b"PK\x03\x04"):
            return _chosen(_of_ofd(content))
        if content.startswith(b"%PDF-"):
            return _chosen(_of_pdf(content))
        return _chosen([_of_xml(content)])
    except (DefusedXmlException, ParseError, pypdfium2.PdfiumError, ValueError, UnicodeError) as error:
        raise Invalid(
            "invoices.damaged", "票据文件无法打开：文件已损坏、设有密码，或者不是电子票据。",
            next_step="请重新下载原件上传；只有纸质票据的，请拍照或扫描后上传。",
        ) from error  # fmt: skip


def _chosen(sources: Iterable[Pairs]) -> ReadInvoice:
    """The first source that says what an invoice must; else the one that says most."""
    best = ReadInvoice()
    for pairs in sources:
        found = _found(pairs)
        if found.is_read:
            return found
        best = max(best, found, key=lambda one: sum(map(bool, one.packed().values())))
    return best


def _found(pairs: Pairs) -> ReadInvoice:
    told: dict[str, str] = {}
    for field in (*ELEMENTS, "fund", "own"):
        for name in (*ELEMENTS.get(field, ()), *LABELS[field]):
            values = {value for said, text in pairs if said == name and (value := _normal(field, text))}
            if len(values) == 1:
                told[field] = values.pop()
                break
    return ReadInvoice(**told)


def _normal(field: str, text: str) -> str:
    text = text.strip()
    if field in ("code", "number"):
        return text if _DIGITS.fullmatch(text) else ""
    if field == "issued_on":
        found = _DAY.match(text)
        return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else ""
    if field == "issuer":
        return text[:60]
    found = _SUM.fullmatch(text)
    return f"{int(found[1].replace(',', ''))}.{(found[2] or '').ljust(2, '0')}" if found else ""


def _of_xml(content: bytes) -> Pairs:
    """Elements by their names, and pairs of a name and a value as finance's invoices say what they have no element for."""
    if len(content) > _MOST_XML:
        raise ValueError("too much")
    pairs: Pairs = []
    for element in fromstring(content, forbid_dtd=True).iter():
        name = str(element.tag).rpartition("}")[2]
        text = (element.text or "").strip()
        if text:
            pairs.append((name, text))
        if label := element.get("Name"):
            pairs.append((label.strip(), text))
        parts = {str(one.tag).rpartition("}")[2]: (one.text or "") for one in element}
        if "InfoName" in parts and "InfoValue" in parts:
            pairs.append((parts["InfoName"].strip(), parts["InfoValue"].strip()))
    return pairs


def _of_ofd(content: bytes) -> Iterator[Pairs]:
    """The invoice that lies within, then what the document says of itself."""
    entries = [
        one for one in check_directory(content, LIMITS) if one.name.lower().endswith(".xml") and one.size <= _MOST_XML
    ]
    if not any(one.name == "OFD.xml" for one in entries):
        raise ValueError("no OFD")
    entries.sort(key=lambda one: ("attach" not in one.name.lower() and "invoice" not in one.name.lower(), one.name))
    for entry in entries:
        if entry.name == "OFD.xml" or "attach" in entry.name.lower() or "invoice" in entry.name.lower():
            yield _of_xml(b"".join(unpack(content, entry, LIMITS)))


def _of_pdf(content: bytes) -> Iterator[Pairs]:
    """The invoice that is attached, then the text of the first pages."""
    with pypdfium2.PdfDocument(content) as document:
        for at in range(min(document.count_attachments(), 20)):
            attached = document.get_attachment(at)
            if attached.get_name().lower().endswith(".xml"):
                yield _of_xml(bytes(attached.get_data()))
        text = ""
        for at in range(min(len(document), _MOST_PAGES)):
            page = document[at]
            text += page.get_textpage().get_text_range() + "\n"
            page.close()
    yield _of_text(text)


def _of_text(text: str) -> Pairs:
    pairs: Pairs = []
    for labels in LABELS.values():
        for label in labels:
            spaced = r"\s*".join(label)
            for found in re.finditer(
                rf"{spaced}\s*[（(]?\s*(?:章)?\s*[)）]?\s*[:：]?[ \t]*([^\s)）(（]{{1,60}})", text
            ):
                pairs.append((label, found[1]))
    return pairs
