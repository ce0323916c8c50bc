"""A page of a scan as a picture with a mark over it: who looks, when, why. Runs in the confined child.

What leaves the house is a picture that we made ourselves; nothing of the file itself, and never without its mark.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

import pypdfium2
from PIL import Image, ImageDraw, ImageFont, ImageOps

from yinqiao.platform.scans.limits import LONG_SIDE, MOST_PIXELS
from yinqiao.platform.scans.refusals import refuse

_QUALITY = 78
_INK = (150, 30, 30, 72)
_FOOT = 21
Font = ImageFont.FreeTypeFont


def load_font(path: str) -> bytes:
    """The font of the mark, read while files may still be opened."""
    return Path(path).read_bytes()


def draw_page(source: BinaryIO, page: int, mark: Sequence[str], font: bytes) -> bytes:
    """Page `page` (from 1) as a JPEG with its mark. Invalid `scans.page_missing`, `scans.damaged`."""
    head = source.read(5)
    source.seek(0)
    try:
        picture = _of_pdf(source, page) if head == b"%PDF-" else _of_picture(source, page)
    except Image.DecompressionBombError:
        raise refuse("scans.too_large_picture") from None
    except (pypdfium2.PdfiumError, OSError, ValueError, SyntaxError) as problem:
        raise refuse("scans.damaged") from problem
    target = io.BytesIO()
    _marked(picture, mark, font).save(target, "JPEG", quality=_QUALITY)
    return target.getvalue()


def _of_pdf(source: BinaryIO, page: int) -> Image.Image:
    with pypdfium2.PdfDocument(source) as document:
        if not 1 <= page <= len(document):
            raise refuse("scans.page_missing")
        found = document[page - 1]
        scale = min(LONG_SIDE / max(*found.get_size(), 1.0), 8.0)
        return found.render(scale=scale).to_pil().convert("RGB")


def _of_picture(source: BinaryIO, page: int) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(source, formats=["JPEG", "TIFF"]) as picture:
        try:
            picture.seek(page - 1)
        except EOFError:
            raise refuse("scans.page_missing") from None
        picture.draft("RGB", (LONG_SIDE, LONG_SIDE))
        turned = ImageOps.exif_transpose(picture).convert("RGB")
    turned.thumbnail((LONG_SIDE, LONG_SIDE))
    return turned


def _marked(picture: Image.Image, mark: Sequence[str], font: bytes) -> Image.Image:
    """The mark slantwise over all of the page, so that no part of it can be cut out, and once plainly at its foot."""
    size = max(18, max(picture.size) // 52)
    tile = _tile(mark, ImageFont.truetype(io.BytesIO(font), size))
    over = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    for row, top in enumerate(range(-tile.height // 3, picture.height, tile.height + size * 2)):
        for left in range(-(row % 2) * tile.width // 2, picture.width, tile.width + size * 2):
            over.paste(tile, (left, top))
    shown = Image.alpha_composite(picture.convert("RGBA"), over).convert("RGB")
    return _with_foot(shown, "　".join(mark), font)


def _tile(mark: Sequence[str], font: Font) -> Image.Image:
    text = "\n".join(mark)
    left, top, right, bottom = ImageDraw.Draw(Image.new("L", (1, 1))).multiline_textbbox((0, 0), text, font=font)
    plate = Image.new("RGBA", (int(right - left) + 8, int(bottom - top) + 8), (0, 0, 0, 0))
    ImageDraw.Draw(plate).multiline_text((4 - left, 4 - top), text, font=font, fill=_INK)
    return plate.rotate(24, expand=True, resample=Image.Resampling.BICUBIC)


def _with_foot(picture: Image.Image, words: str, font: bytes) -> Image.Image:
    size = _FOOT
    written: Any = ImageFont.truetype(io.BytesIO(font), size)
    while size > 11 and written.getlength(words) > picture.width - 20:
        size -= 1
        written = ImageFont.truetype(io.BytesIO(font), size)
    sheet = Image.new("RGB", (picture.width, picture.height + _FOOT + 19), (255, 255, 255))
    sheet.paste(picture, (0, 0))
    ImageDraw.Draw(sheet).text((10, picture.height + 6), words, font=written, fill=(90, 20, 20))
    return sheet
