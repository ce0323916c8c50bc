"""The child process that touches an invoice: `python -m yinqiao.platform.invoices.child IN_FD OUT_FD`."""

from __future__ import annotations

import codecs
import json
import os
import sys

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.invoices.reading import LIMITS, read_invoice
from yinqiao.platform.sheets import wire
from yinqiao.platform.sheets.sandbox import confine

# Looked up before the child becomes a nobody who may not be allowed to open the interpreter's files.
_CODECS = [codecs.lookup(name) for name in ("cp437", "latin-1", "ascii", "utf-16", "utf-16-le", "utf-16-be", "gb18030")]


def main() -> None:
    """Give up rights, read, answer; a refusal is an answer too."""
    in_fd, out_fd = int(sys.argv[1]), int(sys.argv[2])
    sys.stdin.read()
    confine(LIMITS.memory_bytes, LIMITS.cpu_seconds)
    with os.fdopen(in_fd, "rb") as source:
        content = source.read()
    with os.fdopen(out_fd, "wb") as answer:
        try:
            wire.send(answer, wire.META, json.dumps(read_invoice(content).packed()).encode())
            wire.send(answer, wire.END, b"{}")
        except Invalid as refusal:
            body = {"code": refusal.code, "message": refusal.message, "next_step": refusal.next_step}
            wire.send(answer, wire.REFUSAL, json.dumps(body).encode())


if __name__ == "__main__":
    main()
