"""Files that must be refused, each with the code that it must be refused with (None: any, or read as it is)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random

from yinqiao.platform.sheets.tests.hostile_valid import csv_text, table
from yinqiao.platform.sheets.tests.rawbooks import (
    MAIN,
    OFFICE,
    XML,
    Book,
    compound_file,
    lying_size,
    ods,
    overlapping_zip,
    sheet_xml,
    xlsx,
    zip_bytes,
)

Builder = Callable[[Random], bytes]
BIFF8_START = bytes.fromhex("0908100000060500dd0d cc07 c1000000 06000000".replace(" ", ""))


def _book(rng: Random, **parts: bytes | str) -> Book:
    return Book([("名册", sheet_xml(table(rng)), "")], parts=dict(parts))


def _with(rng: Random, name: str, body: bytes | str) -> bytes:
    return _book(rng, **{name: body}).to_bytes()


def _cell(reference: str, *, attributes: str = "") -> Builder:
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")

    def build(rng: Random) -> bytes:
        far = f'<row r="{row}"><c {attributes}r="{reference}"><v>1</v></c></row></sheetData>'
        return Book([("名册", sheet_xml(table(rng)).replace("</sheetData>", far), "")]).to_bytes()

    return build


def _many_rows(rng: Random) -> bytes:
    rows = "".join(f'<row r="{n}"/>' for n in range(1_048_570, 1_048_590))
    sheet = sheet_xml(table(rng)).replace(
        "</sheetData>", rows + '<row r="1048580"><c r="A1048580"><v>1</v></c></row></sheetData>'
    )
    return Book([("名册", sheet, "")]).to_bytes()


def _many_columns(rng: Random) -> bytes:
    return _cell("AAAA2")(rng)


def _dtd(rng: Random) -> bytes:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE worksheet [<!ENTITY a0 "哈">{laughs}]>'
    sheet = sheet_xml(table(rng)).replace("<worksheet", doctype + "<worksheet", 1)
    return Book([("名册", sheet, "")]).to_bytes()


def _dtd_in_workbook(rng: Random) -> bytes:
    parts = _book(rng).to_parts()
    text = str(parts["xl/workbook.xml"])
    parts["xl/workbook.xml"] = text.replace("<workbook", '<!DOCTYPE workbook SYSTEM "file:///etc/passwd"><workbook', 1)
    return zip_bytes(parts)


def _utf16_xml(rng: Random) -> bytes:
    return Book([("名册", sheet_xml(table(rng)).encode("utf-16").decode("latin-1"), "")]).to_bytes()


def _bomb(rng: Random) -> bytes:
    return _with(rng, "xl/media/image1.bin", b"\x00" * 30_000_000)


def _sheet_bomb(rng: Random) -> bytes:
    return _with(rng, "xl/worksheets/sheet9.xml", b" " * 30_000_000)


def _lying(declared: int) -> Builder:
    return lambda rng: lying_size(_book(rng).to_bytes(), "xl/worksheets/sheet1.xml", declared)


def _renamed(rng: Random, old: bytes, new: bytes) -> bytes:
    return _book(rng).to_bytes().replace(old, new)


def _flagged_encrypted(rng: Random) -> bytes:
    data = bytearray(_book(rng).to_bytes())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def _ole(name: str, start: bytes = b"", other: str | None = None) -> Builder:
    streams = {name: start}
    if other:
        streams[other] = b"x"
    return lambda rng: compound_file(streams)


def _truncated(rng: Random) -> bytes:
    whole = xlsx(table(rng))
    return whole[: rng.randrange(100, len(whole) - 30)]


def _many_merges(rng: Random) -> bytes:
    merges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 120_001))
    return xlsx(table(rng), after=f"<mergeCells>{merges}</mergeCells>")


def _many_entries(rng: Random) -> bytes:
    return zip_bytes(_book(rng).to_parts() | {f"xl/x{n}.xml": "<a/>" for n in range(2_100)}, level=0)


@cache
def _sixty_five_thousand_parts() -> bytes:
    return zip_bytes({f"{n}.xml": b"" for n in range(65_536)}, level=0)


def _mixed(rng: Random) -> bytes:
    return csv_text(rng).encode("utf-8") + "张三丰,长沙市天心区,某某街道办事处\r\n".encode("gb18030") * 3


def _boundless_strings(rng: Random) -> bytes:
    book = _book(rng)
    book.parts["xl/sharedStrings.xml"] = f'{XML}<sst xmlns="{MAIN}" count="4294967295" uniqueCount="4294967295"></sst>'
    book.links = f'<Relationship Id="rIdS" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    return book.to_bytes()


def _ods_repeats(rng: Random) -> bytes:
    return ods(
        table(rng),
        extra='<table:table-row table:number-rows-repeated="2000000000"><table:table-cell '
        'table:number-columns-repeated="2000000000"><text:p>x</text:p></table:table-cell></table:table-row>',
    )


def _ods_wide_block(rng: Random) -> bytes:
    """Within the limits of each number and far beyond all memory together."""
    return ods(
        table(rng),
        extra='<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string"'
        ' table:number-columns-repeated="16000"><text:p>x</text:p></table:table-cell></table:table-row>',
    )


HOSTILE_CASES: dict[str, tuple[Builder, str | None]] = {
    "empty": (lambda rng: b"", "sheets.empty_file"),
    "only white space": (lambda rng: b" \r\n\t\r\n" * 9, "sheets.no_rows"),
    "sheet without cells": (lambda rng: xlsx([]), "sheets.no_rows"),
    "cell at the far corner": (_cell("XFD1048576"), "sheets.too_many_cells"),
    "far corner, attributes first": (_cell("XFD1048576", attributes='s="1" '), "sheets.too_many_cells"),
    "too many columns": (_many_columns, "sheets.too_many_columns"),
    "too many rows": (_many_rows, "sheets.too_many_rows"),
    "billion laughs": (_dtd, "sheets.dtd"),
    "doctype in workbook.xml": (_dtd_in_workbook, "sheets.dtd"),
    "zip bomb in a picture": (_bomb, "sheets.zip_bomb"),
    "zip bomb in a sheet": (_sheet_bomb, "sheets.zip_bomb"),
    "overlapping parts": (lambda rng: overlapping_zip(500), "sheets.zip_bomb"),
    "declares too little": (_lying(100), "sheets.lying_sizes"),
    "declares too much": (_lying(900_000), "sheets.lying_sizes"),
    "declares 4 GB": (_lying(0xFFFFFFF0), "sheets.zip_bomb"),
    "65,536 parts": (
        lambda rng: _sixty_five_thousand_parts(),
        "sheets.too_many_entries",
    ),
    "2,100 parts": (_many_entries, "sheets.too_many_entries"),
    "climbing name": (lambda rng: _with(rng, "xl/../../x.xml", "<a/>"), "sheets.bad_entry_names"),
    "name without a character": (lambda rng: _renamed(rng, b"_rels/.rels", b"\x00" * 11), "sheets.bad_entry_names"),
    "zip in the workbook": (
        lambda rng: _with(rng, "xl/embeddings/a.zip", zip_bytes({"a": b"a"})),
        "sheets.nested_archive",
    ),
    "zip under another name": (
        lambda rng: _with(rng, "xl/media/a.png", zip_bytes({"a": b"a"})),
        "sheets.nested_archive",
    ),
    "macros": (lambda rng: _with(rng, "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" * 8), "sheets.macros"),
    "external links": (lambda rng: _with(rng, "xl/externalLinks/externalLink1.xml", "<a/>"), "sheets.external_links"),
    "encrypted zip": (_flagged_encrypted, "sheets.encrypted"),
    "encrypted package": (_ole("EncryptedPackage", b"x", "EncryptionInfo"), "sheets.encrypted"),
    "xls with a password": (
        _ole("Workbook", BIFF8_START + bytes.fromhex("2f0006000000 0000 0000".replace(" ", ""))),
        "sheets.encrypted",
    ),
    "Word document": (_ole("WordDocument", b"x"), "sheets.word_document"),
    "wps document renamed": (_ole("WordDocument", b"x", "WpsCustomData"), "sheets.word_document"),
    "unknown compound file": (_ole("SomethingElse", b"x"), "sheets.not_a_spreadsheet"),
    "xls with macros": (_ole("Workbook", BIFF8_START, "_VBA_PROJECT_CUR"), "sheets.macros"),
    "Excel 95": (_ole("Book", b"x"), "sheets.old_workbook"),
    "compound file cut short": (lambda rng: _ole("Workbook", BIFF8_START)(rng)[:700], "sheets.damaged"),
    "xls of noise": (lambda rng: compound_file({"Workbook": BIFF8_START + rng.randbytes(8000)}), None),
    "html renamed": (lambda rng: "<html><table><tr><td>姓名</td></tr></table></html>".encode(), "sheets.html"),
    "xml spreadsheet": (
        lambda rng: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "sheets.xml_spreadsheet",
    ),
    "pdf": (lambda rng: b"%PDF-1.7\n" + rng.randbytes(2000), "sheets.not_a_spreadsheet"),
    "binary workbook": (lambda rng: _with(rng, "xl/workbook.bin", b"x"), "sheets.binary_workbook"),
    "zip of something else": (lambda rng: zip_bytes({"readme.txt": b"x"}), "sheets.not_a_spreadsheet"),
    "docx": (
        lambda rng: zip_bytes({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}),
        "sheets.word_document",
    ),
    "truncated": (_truncated, "sheets.damaged"),
    "no visible sheet": (
        lambda rng: Book([("a", sheet_xml(table(rng)), ' state="veryHidden"')]).to_bytes(),
        "sheets.no_visible_sheet",
    ),
    "120,000 merges": (_many_merges, "sheets.too_many_merges"),
    "boundless string count": (_boundless_strings, None),
    "endless repeats in ods": (_ods_repeats, "sheets.too_many_cells"),
    "huge block in ods": (_ods_wide_block, None),
    "40,000 characters in a cell": (lambda rng: xlsx([["姓名"], ["王" * 40_000]]), "sheets.cell_too_long"),
    "10 MB in a cell": (lambda rng: xlsx([["姓名"], ["a" + rng.randbytes(5_000_000).hex()]]), "sheets.cell_too_long"),
    "csv with 10 MB in a cell": (lambda rng: b"a,b\r\n" + b"x" * 10_000_000 + b",c\r\n", "sheets.cell_too_long"),
    "csv with an open quote": (
        lambda rng: csv_text(rng).encode() + b'"\xe7\x8e\x8b,1\r\n' + csv_text(rng).replace('"', "").encode() * 9,
        "sheets.csv_unclosed_quote",
    ),
    "csv with NUL": (lambda rng: csv_text(rng).encode() + b"\x00=cmd,1\r\n", "sheets.csv_nul"),
    "csv of two encodings": (_mixed, "sheets.csv_mixed_encoding"),
    "csv in no encoding": (
        lambda rng: "姓名,x\r\n".encode("gb18030") + b"\xff\xff\x80,\xff\r\n",
        "sheets.csv_encoding",
    ),
    "utf-16 without mark": (lambda rng: csv_text(rng).encode("utf-16-le"), "sheets.csv_nul"),
    "noise": (lambda rng: rng.randbytes(rng.randrange(1, 5000)), None),
    "xml in another encoding": (_utf16_xml, None),
}
