"""The font that a PDF of our own setting holds, made a font file that stands by itself.

Typst puts in the outlines of the characters that are used, without saying which character each is: the PDF says so.
"""

from __future__ import annotations

import io
import re

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont

NAME = "NotoSerifSC"
_PAIR = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4,8})>\s*\n")


def font_of(pdf: bytes) -> bytes:
    """The TrueType font of a PDF with its table of characters. ValueError where there is not just one font in it."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = {}
        for page in document.pages:
            for font in page.Resources.get("/Font", {}).values():
                found[font.objgen] = font
        if len(found) != 1:
            raise ValueError("one font is expected")
        (font,) = found.values()
        outlines = bytes(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes())
        told = bytes(font.ToUnicode.read_bytes())
    glyphs = {_character(code): int(glyph, 16) for glyph, code in _PAIR.findall(told)}
    return _with_characters(outlines, glyphs)


def _character(code: bytes) -> int:
    return ord(bytes.fromhex(code.decode()).decode("utf-16-be"))


def _with_characters(outlines: bytes, glyphs: dict[int, int]) -> bytes:
    font = TTFont(io.BytesIO(outlines), recalcTimestamp=False)
    builder = FontBuilder(font=font)
    order = font.getGlyphOrder()
    builder.setupCharacterMap({code: order[glyph] for code, glyph in glyphs.items()})
    builder.setupNameTable({"familyName": NAME, "styleName": "Regular", "psName": "NotoSerifSC-Regular"})
    head, hhea = font["head"], font["hhea"]
    builder.setupOS2(
        sTypoAscender=hhea.ascent, sTypoDescender=hhea.descent, usWinAscent=max(hhea.ascent, head.yMax),
        usWinDescent=max(-hhea.descent, -head.yMin),
    )  # fmt: skip
    builder.setupPost(keepGlyphNames=False)
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()
