"""The child process that reads a stranger's PDF or OFD: `python -m yinqiao.platform.sealing.child IN_FD OUT_FD`.

What it needs is imported before rights are given up; then it may die at any moment without harm.
"""

from __future__ import annotations

import base64
import codecs
import json
import os
import sys

from yinqiao.platform.sealing.ofdseal import read_ofd
from yinqiao.platform.sealing.reading import read_soundness
from yinqiao.platform.sealing.sm2cert import read_certificate
from yinqiao.platform.sheets import wire
from yinqiao.platform.sheets.sandbox import confine

_MEMORY, _SECONDS = 512 * 2**20, 10
# Looked up before the child becomes a nobody who may not be allowed to open the interpreter's files.
_CODECS = [codecs.lookup(name) for name in ("cp437", "latin-1", "ascii", "utf-16", "utf-16-be", "idna")]


def main() -> None:
    """Read the request, give up rights, look at the file, answer."""
    told = json.load(sys.stdin)
    roots = [one.encode() for one in told["roots"]]
    seals = [base64.b64decode(one) for one in told["seals"]]
    times = [one.encode() for one in told["times"]]
    in_fd, out_fd = int(sys.argv[1]), int(sys.argv[2])
    confine(_MEMORY, _SECONDS)
    with os.fdopen(in_fd, "rb") as source:
        content = source.read()
    with os.fdopen(out_fd, "wb") as answer:
        if content.startswith(b"PK"):
            found = read_ofd(content, [read_certificate(one) for one in seals])
        else:
            found = read_soundness(content, roots, seals, times)
        wire.send(answer, wire.META, json.dumps({"soundness": found.value}).encode())
        wire.send(answer, wire.END, b"{}")


if __name__ == "__main__":
    main()
