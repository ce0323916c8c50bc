"""Builds spreadsheets byte by byte for tests: small containers whose every part can be spoiled on purpose."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Rows = Sequence[Sequence[str | int | float | None]]


def letters(column: int) -> str:
    """A for 1."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def zip_bytes(parts: dict[str, bytes | str], *, level: int = 6) -> bytes:
    """A container of `parts` in their order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as container:
        for name, body in parts.items():
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            container.writestr(info, body)
    return target.getvalue()


def sheet_xml(rows: Rows, *, before: str = "", after: str = "", row_attributes: dict[int, str] | None = None) -> str:
    """A worksheet with inline strings; `before`/`after` stand around the data, raw cells may be given as `<c…`."""
    out = [f'{XML}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheetData>']
    for number, row in enumerate(rows, start=1):
        extra = (row_attributes or {}).get(number, "")
        out.append(f'<row r="{number}"{extra}>')
        out += [_cell(letters(at), number, value) for at, value in enumerate(row, start=1) if value is not None]
        out.append("</row>")
    out.append(f"</sheetData>{after}</worksheet>")
    return "".join(out)


def _cell(column: str, row: int, value: str | int | float) -> str:
    if isinstance(value, str) and value.startswith("<c"):
        return value
    if isinstance(value, str):
        return f'<c r="{column}{row}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{column}{row}"><v>{value!r}</v></c>'


@dataclass
class Book:
    """An xlsx in the making: sheets as (name, xml, attributes), further parts, and what workbook.xml says."""

    sheets: list[tuple[str, str, str]] = field(default_factory=list)
    parts: dict[str, bytes | str] = field(default_factory=dict)
    properties: str = ""
    links: str = ""

    def to_parts(self) -> dict[str, bytes | str]:
        """Name -> body, in the order that office programs write."""
        sheets = "".join(
            f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"{attributes}/>'
            for n, (name, _, attributes) in enumerate(self.sheets, start=1)
        )
        styles = f'<Relationship Id="rIdStyles" Type="{OFFICE}/styles" Target="styles.xml"/>'
        links = styles + "".join(
            f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, len(self.sheets) + 1)
        )
        package = "http://schemas.openxmlformats.org/package/2006"
        parts: dict[str, bytes | str] = {
            "[Content_Types].xml": self._content_types(package),
            "_rels/.rels": f'{XML}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1"'
            f' Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{self.properties}'
            f"<sheets>{sheets}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{package}/relationships">{links}{self.links}'
            "</Relationships>",
            "xl/styles.xml": styles_xml(),
        }
        for number, (_, xml, _) in enumerate(self.sheets, start=1):
            parts[f"xl/worksheets/sheet{number}.xml"] = xml
        return parts | self.parts

    def _content_types(self, package: str) -> str:
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        overrides = {"xl/workbook.xml": "sheet.main", "xl/styles.xml": "styles"}
        overrides |= {f"xl/worksheets/sheet{n}.xml": "worksheet" for n in range(1, len(self.sheets) + 1)}
        if "xl/sharedStrings.xml" in self.parts:
            overrides["xl/sharedStrings.xml"] = "sharedStrings"
        listed = "".join(
            f'<Override PartName="/{name}" ContentType="{kind}.{what}+xml"/>' for name, what in overrides.items()
        )
        return (
            f'{XML}<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
        )

    def to_bytes(self, *, level: int = 6) -> bytes:
        """The finished file."""
        return zip_bytes(self.to_parts(), level=level)


def styles_xml() -> str:
    """Two cell formats: general and a date."""
    return (
        f'{XML}<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/></font></fonts><fills count="2"><fill>'
        '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2">'
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1">'
        '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def xlsx(rows: Rows, **kwargs: str) -> bytes:
    """One visible sheet with `rows`."""
    return Book([("名册", sheet_xml(rows, **kwargs), "")]).to_bytes()  # type: ignore[arg-type]


def shared_xlsx(rows: Rows) -> bytes:
    """The same with a table of shared strings, as Excel writes it."""
    index: dict[str, int] = {}
    cells = [
        [
            None
            if value is None
            else f'<c r="{letters(at)}{number}" t="s"><v>{index.setdefault(str(value), len(index))}</v></c>'
            for at, value in enumerate(row, start=1)
        ]
        for number, row in enumerate(rows, start=1)
    ]
    book = Book([("名册", sheet_xml(cells), "")])
    strings = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in index)
    book.parts["xl/sharedStrings.xml"] = (
        f'{XML}<sst xmlns="{MAIN}" count="{len(index)}" uniqueCount="{len(index)}">{strings}</sst>'
    )
    book.links = f'<Relationship Id="rIdS" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    return book.to_bytes()


def ods(rows: Rows, *, extra: str = "") -> bytes:
    """An OpenDocument sheet; `extra` is raw XML after the rows."""
    body = "".join(
        "<table:table-row>"
        + "".join(
            "<table:table-cell/>"
            if value is None
            else f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'
            for value in row
        )
        + "</table:table-row>"
        for row in rows
    )
    namespaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in {"office": "office", "table": "table", "text": "text", "manifest": "manifest"}.items()
    )
    content = (
        f"{XML}<office:document-content {namespaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="名册">{body}{extra}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    manifest = f"{XML}<manifest:manifest {namespaces}></manifest:manifest>"
    return zip_bytes(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }
    )


def lying_size(content: bytes, part: str, declared: int) -> bytes:
    """`content` whose directory and local header declare `declared` bytes for `part`."""
    data = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        offset = container.getinfo(part).header_offset
    struct.pack_into("<L", data, offset + 22, declared)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        name_length = struct.unpack_from("<H", data, at + 28)[0]
        if bytes(data[at + 46 : at + 46 + name_length]) == part.encode():
            struct.pack_into("<L", data, at + 24, declared)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def overlapping_zip(copies: int) -> bytes:
    """Many directory entries that all point at one packed block."""
    body = zlib.compress(b"0" * 4096)[2:-4]
    crc = zlib.crc32(b"0" * 4096)
    local = struct.pack("<4sHHHHHLLLHH", b"PK\x03\x04", 20, 0, 8, 0, 33, crc, len(body), 4096, 5, 0) + b"a.xml" + body
    directory = b"".join(
        struct.pack(
            "<4sHHHHHHLLLHHHHHLL", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, crc, len(body), 4096, 8, 0, 0, 0, 0, 0, 0
        )
        + f"a{n:03d}.xml".encode()
        for n in range(copies)
    )
    end = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, copies, copies, len(directory), len(local), 0)
    return local + directory + end


def compound_file(streams: dict[str, bytes]) -> bytes:
    """An OLE compound file with up to three streams of at least 4,096 bytes each."""
    sector = 512
    bodies = {name: body.ljust(4096, b"\x00") for name, body in streams.items()}
    fat: list[int] = [0xFFFFFFFD, 0xFFFFFFFE]
    data, starts = b"", {}
    for name, body in bodies.items():
        count = -(-len(body) // sector)
        starts[name] = len(fat)
        fat += [len(fat) + i + 1 for i in range(count - 1)] + [0xFFFFFFFE]
        data += body.ljust(count * sector, b"\x00")
    directory = _directory_entry("Root Entry", 5, 0xFFFFFFFE, 0)
    directory += b"".join(_directory_entry(name, 2, starts[name], len(body)) for name, body in bodies.items())
    fat_sector = struct.pack(f"<{len(fat)}L", *fat).ljust(sector, b"\xff")[:sector]
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(sector, b"\x00"))
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<L", header, 44, 1)
    struct.pack_into("<LLLLLLL", header, 48, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header[76:] = struct.pack("<L", 0).ljust(sector - 76, b"\xff")
    return bytes(header) + fat_sector + directory.ljust(sector, b"\x00")[:sector] + data


def _directory_entry(name: str, kind: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\x00\x00"
    entry = bytearray(encoded.ljust(64, b"\x00") + struct.pack("<HBB", len(encoded), kind, 1))
    entry += struct.pack("<LLL", 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF) + bytes(36) + struct.pack("<LLL", start, size, 0)
    return bytes(entry)
