"""The scan of a paper as it is taken in: small enough, whole, and really what its name says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import BinaryIO
from uuid import UUID

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.files.store import NewFile, store_file

MOST_BYTES = 20 * 2**20
# First bytes → type and the endings of names that go with it.
_KINDS = (
    (b"%PDF-", "application/pdf", {".pdf"}),
    (b"\xff\xd8\xff", "image/jpeg", {".jpg", ".jpeg"}),
    (b"\x89PNG\r\n\x1a\n", "image/png", {".png"}),
)
# Last bytes that a whole file of the type has, near its end; a broken transfer lacks them.
_TAILS = {"application/pdf": b"%%EOF", "image/jpeg": b"\xff\xd9", "image/png": b"IEND"}
_TAIL_BYTES = 2048


def require_scan(scan: BinaryIO, name: str) -> str:
    """The type of a scan by its content. Invalid `files.not_a_scan` when it is empty, too large, cut off, or
    another thing than its name says."""
    scan.seek(0, 2)
    size = scan.tell()
    scan.seek(0)
    head = scan.read(16)
    scan.seek(max(0, size - _TAIL_BYTES))
    tail = scan.read(_TAIL_BYTES)
    scan.seek(0)
    if not size:
        raise _not_a_scan("文件是空的。")
    if size > MOST_BYTES:
        raise _not_a_scan(f"文件超过 {MOST_BYTES // 2**20} MB。")
    for start, content_type, endings in _KINDS:
        if head.startswith(start):
            if PurePath(name).suffix.lower() not in endings:
                raise _not_a_scan("文件内容与扩展名不符。")
            if _TAILS[content_type] not in tail:
                raise _not_a_scan("文件不完整，可能上传中断。")
            return content_type
    raise _not_a_scan("文件不是 PDF、JPG 或 PNG 扫描件。")


def keep_scan(scan: BinaryIO, what: NewFile) -> UUID:
    """Put a scan away as `what`, its type that of its content; returns the file's id. Invalid `files.not_a_scan`."""
    return store_file(scan, replace(what, content_type=require_scan(scan, what.name))).id


def _not_a_scan(sentence: str) -> Invalid:
    return Invalid(
        "files.not_a_scan",
        f"{sentence}文件没有保存，其他内容没有变化。",
        next_step="请上传 PDF、JPG 或 PNG 格式的扫描件。",
        fields={"scan": sentence},
    )
