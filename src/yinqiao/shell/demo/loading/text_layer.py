"""A text layer for a PDF of pictures, as software of scanners writes it: letters that are not drawn over the page."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf

# Letters in a line, their size, the distance of lines; where more stand than a page has room for, very small ones.
_USUAL, _DENSE, _MANY = (32, 10, 12), (500, 1, 1), 2_000
INSIDE = (40, 800)


def with_text(pdf: bytes, pages: Sequence[str], at: tuple[int, int] = INSIDE) -> bytes:
    """The PDF, each page with its text (rendering mode 3: invisible) beginning `at`; none for an empty one."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page, text in zip(document.pages, pages, strict=True):
            if text:
                _write(document, page, text, at)
        document.save(target)
    return target.getvalue()


def _write(document: pikepdf.Pdf, page: pikepdf.Page, text: str, at: tuple[int, int]) -> None:
    letters = list(dict.fromkeys(text))
    codes = {letter: no for no, letter in enumerate(letters, start=1)}
    length, size, distance = _DENSE if len(text) > _MANY else _USUAL
    lines = [text[begin : begin + length] for begin in range(0, len(text), length)]
    page.obj["/Resources"]["/Font"] = pikepdf.Dictionary(F=_font(document, letters))
    shown = "\n".join("<" + "".join(f"{codes[one]:04x}" for one in line) + "> Tj T*" for line in lines)
    page.contents_add(f"BT /F {size} Tf 3 Tr {distance} TL {at[0]} {at[1]} Td\n{shown}\nET".encode())


def _font(document: pikepdf.Pdf, letters: Sequence[str]) -> pikepdf.Object:
    """A font without glyphs, as text layers have: what each code means stands in its table to Unicode."""
    table = b"".join(
        b"1 beginbfchar\n<%04x> <%s>\nendbfchar\n" % (no, one.encode("utf-16-be", "surrogatepass").hex().encode())
        for no, one in enumerate(letters, start=1)
    )
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        b"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n" + table + b"endcmap end end"
    )
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2, BaseFont=pikepdf.Name("/Blank"), DW=1000,
        CIDSystemInfo=pikepdf.Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name("/Blank"), Flags=4, FontBBox=[0, -200, 1000, 900],
            ItalicAngle=0, Ascent=900, Descent=-200, CapHeight=700, StemV=80,
        ),
    )  # fmt: skip
    return document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=pikepdf.Name("/Blank"),
            Encoding=pikepdf.Name("/Identity-H"), ToUnicode=document.make_stream(cmap),
            DescendantFonts=[document.make_indirect(descendant)],
        )
    )  # fmt: skip
