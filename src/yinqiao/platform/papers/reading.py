"""Pages of a scan as pictures, and the square codes on them. Runs in the confined child: the file is a stranger's."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter, ImageOps

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.papers.codes import read_code
from yinqiao.platform.papers.limits import MOST_PAGES

# The long side of a page as it is kept: 200 points per inch of A4, enough to read what a seal covers.
_LONG_SIDE = 2339
_MOST_PIXELS = 80_000_000
_QUALITY = 72
_FORMATS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_BLUR = ImageFilter.GaussianBlur(1.2)


@dataclass(frozen=True, slots=True)
class ReadPage:
    """One page: the codes of papers on it, and the page as a JPEG that we made ourselves."""

    codes: tuple[str, ...]
    picture: bytes


def read_pages(content: bytes) -> Iterator[ReadPage]:
    """The pages of a PDF, a JPEG or a PNG; raises Invalid `papers.scan_…` for what cannot be read."""
    try:
        for page in _pages(content):
            yield ReadPage(codes_on(page), _kept(page))
    except (pypdfium2.PdfiumError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Invalid(
            "papers.scan_damaged", "扫描件无法打开：文件已损坏或设有密码。没有归档任何一页。",
            next_step="请重新扫描或拍照后上传；PDF 请取消打开密码。",
        ) from error  # fmt: skip


def _pages(content: bytes) -> Iterator[Image.Image]:
    if not content.startswith(b"%PDF-"):
        Image.MAX_IMAGE_PIXELS = _MOST_PIXELS // 2  # Pillow refuses at twice this number
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as picture:
            picture.draft("RGB", (_LONG_SIDE * 2, _LONG_SIDE * 2))
            turned = ImageOps.exif_transpose(picture).convert("RGB")
        turned.thumbnail((_LONG_SIDE * 2, _LONG_SIDE * 2))
        yield turned
        return
    with pypdfium2.PdfDocument(content) as document:
        if len(document) > MOST_PAGES:
            raise Invalid(
                "papers.scan_too_long", f"扫描件超过 {MOST_PAGES} 页，没有归档任何一页。", next_step="请分成几份后上传。"
            )  # fmt: skip
        for page in document:
            width, height = page.get_size()
            scale = min(_LONG_SIDE / max(width, height, 1.0), 8.0)
            yield page.render(scale=scale).to_pil().convert("RGB")
            page.close()


def codes_on(page: Image.Image) -> tuple[str, ...]:
    """The codes of papers on a page, each once. A second look at a calmer, then a smaller picture finds what noise hid."""
    for picture in _looks(page):
        read = zxingcpp.read_barcodes(np.asarray(picture), formats=_FORMATS)
        codes = {code for code in (read_code(one.text) for one in read) if code}
        if codes:
            return tuple(sorted(codes))
    return ()


def _looks(page: Image.Image) -> Iterator[Image.Image]:
    # A red seal over the code is light in the red channel; the code is dark in all three.
    red = page.getchannel("R")
    yield red
    calm = ImageOps.autocontrast(red.filter(_BLUR), cutoff=2)
    yield calm
    yield calm.resize((max(1, page.width // 2), max(1, page.height // 2)))
    yield page.convert("L")


def _kept(page: Image.Image) -> bytes:
    picture = page.copy()
    picture.thumbnail((_LONG_SIDE, _LONG_SIDE))
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=_QUALITY, optimize=False)
    return target.getvalue()
