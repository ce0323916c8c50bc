"""The scan of a signed paper as it is taken in: small enough, and really what its name says."""

from __future__ import annotations

from pathlib import PurePath
from typing import BinaryIO

from yinqiao.areas.agreements import errors
from yinqiao.areas.agreements.models import Agreement
from yinqiao.platform.access.types import Actor
from yinqiao.platform.files.store import NewFile, store_file

MOST_BYTES = 20 * 2**20
RETENTION = "agreement_scan"
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
    """The type of a scan by its content. Invalid `agreements.not_a_scan` when it is empty, too large, cut off, or
    another thing than its name says."""
    scan.seek(0, 2)
    size = scan.tell()
    scan.seek(0)
    head = scan.read(16)
    scan.seek(max(0, size - _TAIL_BYTES))
    tail = scan.read(_TAIL_BYTES)
    scan.seek(0)
    if not size:
        raise errors.not_a_scan("文件是空的。")
    if size > MOST_BYTES:
        raise errors.not_a_scan(f"文件超过 {MOST_BYTES // 2**20} MB。")
    for start, content_type, endings in _KINDS:
        if head.startswith(start):
            if PurePath(name).suffix.lower() not in endings:
                raise errors.not_a_scan("文件内容与扩展名不符。")
            if _TAILS[content_type] not in tail:
                raise errors.not_a_scan("文件不完整，可能上传中断。")
            return content_type
    raise errors.not_a_scan("文件不是 PDF、JPG 或 PNG 扫描件。")


def keep_scan(actor: Actor, row: Agreement, scan: BinaryIO, name: str) -> None:
    """Put a scan away for both sides to read, and name it on the agreement."""
    content_type = require_scan(scan, name)
    what = NewFile("agreement", name, content_type, RETENTION, row.enterprise_id, row.place_no, actor.id)
    row.scan_id = store_file(scan, what).id
