"""What a scan is, and that it is nothing else: type by content, whole, nothing behind its end, nothing that runs.

Runs in the confined child: the file is a stranger's.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import BinaryIO

import pikepdf
from PIL import Image, ImageSequence

from yinqiao.platform.scans.limits import MOST_PAGES, MOST_PIXELS
from yinqiao.platform.scans.refusals import refuse

_KINDS = (
    (b"%PDF-", "application/pdf", {".pdf"}),
    (b"\xff\xd8\xff", "image/jpeg", {".jpg", ".jpeg"}),
    (b"II*\x00", "image/tiff", {".tif", ".tiff"}),
    (b"MM\x00*", "image/tiff", {".tif", ".tiff"}),
)
_TAIL = 2048
# Keys of a PDF that run something, reach outside, or carry another file. A scanner writes none of them.
_ACTIVE = frozenset(
    {"/JS", "/JavaScript", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia", "/XFA", "/AA", "/SubmitForm",
     "/ImportData", "/GoToR", "/GoToE", "/URI", "/Movie", "/Sound", "/Rendition"}
)  # fmt: skip
_BROKEN = (OSError, ValueError, SyntaxError, KeyError, TypeError, RecursionError, Image.DecompressionBombError)


def look_at(source: BinaryIO, name: str) -> tuple[str, int]:
    """Type and number of pages of a scan. Invalid `scans.…`."""
    size = source.seek(0, 2)
    source.seek(0)
    head = source.read(16)
    for start, content_type, endings in _KINDS:
        if not head.startswith(start):
            continue
        if PurePath(name).suffix.lower() not in endings:
            raise refuse("scans.other_than_named")
        source.seek(max(0, size - _TAIL))
        tail = source.read(_TAIL)
        source.seek(0)
        pages = _pdf(source, tail) if content_type == "application/pdf" else _picture(source, content_type, tail)
        if not pages:
            raise refuse("scans.no_pages")
        if pages > MOST_PAGES:
            raise refuse("scans.too_many_pages")
        return content_type, pages
    raise refuse("scans.not_a_scan")


def _pdf(source: BinaryIO, tail: bytes) -> int:
    _, found, behind = tail.rpartition(b"%%EOF")
    if not found:
        raise refuse("scans.cut_off")
    if behind.strip(b"\r\n \t\x00"):
        raise refuse("scans.more_behind")
    try:
        with pikepdf.open(source, suppress_warnings=True) as document:
            if document.is_encrypted:
                raise refuse("scans.locked")
            if any(_runs(one) for one in document.objects):
                raise refuse("scans.active")
            return len(document.pages)
    except pikepdf.PasswordError:
        raise refuse("scans.locked") from None
    except (pikepdf.PdfError, *_BROKEN) as problem:
        raise refuse("scans.damaged") from problem


def _runs(thing: pikepdf.Object) -> bool:
    """Whether an object, or what is written within it, does something by itself. What it refers to is asked on its own."""
    waiting = [thing]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting += [part for part in one if _is_within(part)]
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            keys = set(one.keys())
            if keys & _ACTIVE or str(one.get("/S", "")) in _ACTIVE or str(one.get("/Type", "")) in _ACTIVE:
                return True
            waiting += [part for key in keys if _is_within(part := one[key])]
    return False


def _is_within(part: object) -> bool:
    return isinstance(part, pikepdf.Array | pikepdf.Dictionary) and not part.is_indirect


def _picture(source: BinaryIO, content_type: str, tail: bytes) -> int:
    if content_type == "image/jpeg":
        _, found, behind = tail.rpartition(b"\xff\xd9")
        if not found:
            raise refuse("scans.cut_off")
        if behind.strip(b"\x00"):
            raise refuse("scans.more_behind")
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(source, formats=["JPEG"] if content_type == "image/jpeg" else ["TIFF"]) as picture:
            pages = 0
            for page in ImageSequence.Iterator(picture):
                pages += 1
                if page.width * page.height > MOST_PIXELS:
                    raise refuse("scans.too_large_picture")
                if pages > MOST_PAGES:
                    break
            if content_type == "image/jpeg":
                picture.draft("L", (256, 256))
                picture.load()
            return pages
    except Image.DecompressionBombError:
        raise refuse("scans.too_large_picture") from None
    except _BROKEN as problem:
        raise refuse("scans.damaged") from problem
