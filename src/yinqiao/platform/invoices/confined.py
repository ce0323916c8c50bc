"""The parent's side: which file it is by its first bytes, read by another process; whatever that dies of is a refusal."""

from __future__ import annotations

import json

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.invoices.told import ReadInvoice
from yinqiao.platform.sheets import wire
from yinqiao.platform.sheets.confined import child_frames

_CHILD = "yinqiao.platform.invoices.child"
_SECONDS = 60.0
# First bytes → type and ending. A picture is kept and not read.
READ_KINDS = {
    b"PK\x03\x04": ("application/ofd", ".ofd"),
    b"%PDF-": ("application/pdf", ".pdf"),
    b"<": ("text/xml", ".xml"),
}


def kind_of(head: bytes) -> tuple[str, str] | None:
    """Type and ending of a file that can be read, by its first bytes; None for all others."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((kind for start, kind in READ_KINDS.items() if head.startswith(start)), None)


def read(content: bytes) -> ReadInvoice:
    """What an XML, OFD or PDF says. Invalid `invoices.damaged` for what is none, is broken, a bomb, or takes too long."""
    try:
        for tag, body in child_frames(_CHILD, content, b"", _SECONDS):
            if tag == wire.META:
                return ReadInvoice(**json.loads(body))
            if tag == wire.REFUSAL:
                raise damaged()
    except Invalid as refusal:
        raise damaged() from refusal
    raise damaged()


def damaged() -> Invalid:
    """One sentence for whatever is wrong with a file."""
    words = "票据文件无法打开：文件已损坏、设有密码，或者不是电子票据。"
    return Invalid(
        "invoices.damaged", f"{words}没有保存，已填内容没有丢失。",
        next_step="请重新下载原件上传；只有纸质票据的，请拍照或扫描后上传。", fields={"file": words},
    )  # fmt: skip
