"""Tells by content what an uploaded file is, and refuses at once what must not be read; its name counts for nothing.

Runs in milliseconds at upload; the child runs it again and then looks into every part (`xmlscan`).
"""

from __future__ import annotations

from yinqiao.platform.sheets.kinds import SheetKind
from yinqiao.platform.sheets.limits import DEFAULT_LIMITS, MIB, ReadLimits
from yinqiao.platform.sheets.olecheck import OLE_MAGIC, check_ole
from yinqiao.platform.sheets.refusals import refuse
from yinqiao.platform.sheets.zipcheck import ZipEntry, check_directory, read_part

ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_FOREIGN_MAGIC = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"\x7fELF",
    b"{\\rtf",
    b"SQLite format 3",
    b"II*\x00",
    b"MM\x00*",
)


def precheck(content: bytes, limits: ReadLimits = DEFAULT_LIMITS) -> SheetKind:
    """What kind of spreadsheet `content` is; raises Invalid with a code of `refusals` when it is none we read.

    Cheap on purpose: sizes, magic numbers, the directory of the container. It promises nothing about the cells.
    """
    if not content:
        raise refuse("sheets.empty_file")
    if len(content) > limits.file_bytes:
        raise refuse("sheets.file_too_large", size=-(-len(content) // MIB), limit=limits.file_bytes // MIB)
    if content.startswith(b"PK"):
        return _check_container(content, check_directory(content, limits), limits)
    if content.startswith(OLE_MAGIC[:4]):
        if not content.startswith(OLE_MAGIC) or len(content) < 1536:
            raise refuse("sheets.damaged")
        check_ole(content)
        return SheetKind.XLS
    _refuse_what_is_no_text(content)
    return SheetKind.CSV


def _check_container(content: bytes, entries: tuple[ZipEntry, ...], limits: ReadLimits) -> SheetKind:
    names = {entry.name for entry in entries}
    folded = {name.lower() for name in names}
    if any(
        name.endswith(("vbaproject.bin", "vbadata.xml")) or name.startswith(("basic/", "scripts/")) for name in folded
    ):
        raise refuse("sheets.macros")
    if "xl/workbook.bin" in folded:
        raise refuse("sheets.binary_workbook")
    if any(name.startswith("xl/externallinks/") for name in folded):
        raise refuse("sheets.external_links")
    if "xl/workbook.xml" in names and "[Content_Types].xml" in names:
        return SheetKind.XLSX
    if any(name.startswith(("word/", "ppt/")) for name in folded):
        raise refuse("sheets.word_document")
    if "content.xml" in names and "mimetype" in names:
        declared = read_part(content, entries, "mimetype", limits) or b""
        manifest = read_part(content, entries, "META-INF/manifest.xml", limits) or b""
        if b"encryption-data" in manifest:
            raise refuse("sheets.encrypted")
        if declared.strip() == ODS_TYPE:
            return SheetKind.ODS
        raise refuse("sheets.word_document")
    raise refuse("sheets.not_a_spreadsheet")


def _refuse_what_is_no_text(content: bytes) -> None:
    """Whatever is neither container nor OLE must be delimited text; its encoding is settled when it is read."""
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    binary = content.startswith((b"MZ", b"BM")) and b"\x00" in content[:64]
    if binary or content.startswith(_FOREIGN_MAGIC):
        raise refuse("sheets.not_a_spreadsheet")
    if head.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise refuse("sheets.xml_spreadsheet")
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<style", b"mime-version:")):
        raise refuse("sheets.html")
    if head.startswith((b"<?xml", b"<!doctype", b"<")) and (b"<html" in head or b"<table" in head):
        raise refuse("sheets.html")
    if head.startswith((b"<?xml", b"<!doctype")):
        raise refuse("sheets.not_a_spreadsheet")
