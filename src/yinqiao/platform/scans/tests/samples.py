"""Scans made here, good ones and such as somebody could send: no file of anybody is kept beside the tests."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

import pikepdf
from PIL import Image, ImageDraw


def sheet(words: str = "1", size: tuple[int, int] = (620, 877)) -> Image.Image:
    """A page with a frame and a few letters."""
    page = Image.new("RGB", size, (250, 248, 240))
    draw = ImageDraw.Draw(page)
    draw.rectangle((20, 20, size[0] - 20, size[1] - 20), outline=(60, 60, 60), width=3)
    draw.text((60, 60), words, fill=(20, 20, 20))
    return page


def picture(kind: str = "JPEG", pages: int = 1) -> bytes:
    """A JPEG, or a TIFF of so many pages."""
    target, rest = io.BytesIO(), [sheet(str(no)) for no in range(2, pages + 1)]
    more = {"save_all": True, "append_images": rest} if rest else {}
    sheet().save(target, kind, **more)
    return target.getvalue()


def pdf(pages: int = 2) -> bytes:
    """A PDF as a scanner writes it: one picture to a page."""
    target = io.BytesIO()
    sheet().save(target, "PDF", save_all=True, append_images=[sheet(str(no)) for no in range(2, pages + 1)])
    return target.getvalue()


def _changed(change: str) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        if change == "script":
            document.Root.OpenAction = document.make_indirect(script)
        elif change == "hidden":
            # Two dictionaries deep, in a compressed object: no search for words in the file finds it.
            document.pages[0].obj["/PieceInfo"] = pikepdf.Dictionary(X=pikepdf.Array([script]))
        elif change == "attached":
            document.attachments["x.exe"] = b"MZ"
        kept = pikepdf.Encryption(user="1", owner="2") if change == "locked" else False
        document.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, encryption=kept)
    return target.getvalue()


def bomb() -> bytes:
    """A TIFF of a few kilobytes that says it has 2.5 billion pixels, and has them: all are white.

    Written by hand, for painting it takes 2.5 gigabytes. In Group 4 (ITU-T T.6) a line like the one above it is one bit.
    """
    side = 50_000
    lines = b"\xff" * (side // 8) + b"\x00\x10\x01\x00"
    entries = {256: side, 257: side, 258: 1, 259: 4, 262: 0, 273: 8, 277: 1, 278: side, 279: len(lines)}
    tags = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries.items())
    folder = struct.pack("<H", len(entries)) + tags + bytes(4)
    return struct.pack("<2sHI", b"II", 42, 8 + len(lines)) + lines + folder


def package(files: Mapping[str, bytes], packing: int = zipfile.ZIP_STORED) -> bytes:
    """A ZIP."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", packing) as written:
        for name, content in files.items():
            written.writestr(name, content)
    return target.getvalue()


HOSTILE: Mapping[str, tuple[str, bytes, str]] = {
    "a PDF with a script": ("a.pdf", _changed("script"), "scans.active"),
    "a script in a compressed object": ("a.pdf", _changed("hidden"), "scans.active"),
    "a PDF with a file in it": ("a.pdf", _changed("attached"), "scans.active"),
    "a PDF with a password": ("a.pdf", _changed("locked"), "scans.locked"),
    "a ZIP behind a PDF": ("a.pdf", pdf() + package({"x": b"1"}), "scans.more_behind"),
    "a ZIP behind a JPEG": ("a.jpg", picture() + package({"x": b"1"}), "scans.more_behind"),
    "a PDF behind a web page": ("a.pdf", b"<html></html>" + pdf(), "scans.not_a_scan"),
    "a program": ("a.pdf", b"MZ" + bytes(4000), "scans.not_a_scan"),
    "a JPEG called PDF": ("a.pdf", picture(), "scans.other_than_named"),
    "half a PDF": ("a.pdf", pdf()[:-900], "scans.cut_off"),
    "half a JPEG": ("a.jpg", picture()[:-900], "scans.cut_off"),
    "a PDF without pages": ("a.pdf", b"%PDF-1.4\n%%EOF\n", "scans.damaged"),
    "an image bomb": ("a.tif", bomb(), "scans.too_large_picture"),
    "nothing": ("a.pdf", b"", "scans.not_a_scan"),
}


@dataclass(frozen=True)
class Bytes:
    """A scan that lies in memory."""

    content: bytes

    @property
    def size(self) -> int:
        """How many bytes."""
        return len(self.content)

    def at(self, offset: int, length: int) -> bytes:
        """The bytes from `offset` on."""
        return self.content[offset : offset + length]
