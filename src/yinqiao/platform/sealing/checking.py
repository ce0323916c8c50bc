"""Whether a sealed document is as it was sealed. The file is a stranger's: it is read in the confined child."""

from __future__ import annotations

import base64
import json

from django.conf import settings

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.sealing.platform import platform_certificates
from yinqiao.platform.sealing.sealers import trusted_roots
from yinqiao.platform.sealing.types import SealFile, Soundness
from yinqiao.platform.sheets import wire
from yinqiao.platform.sheets.confined import child_frames

_CHILD = "yinqiao.platform.sealing.child"
_WALL_SECONDS = 20.0


def soundness(content: bytes) -> Soundness:
    """What the signature of a PDF or the seal of an OFD says; what the reader cannot cope with is unreadable."""
    file: SealFile | None = settings.SEAL_FILE
    is_ofd = content.startswith(b"PK")
    roots = trusted_roots(file) if file is not None and not is_ofd else []
    known = [base64.b64encode(one.der).decode() for one in platform_certificates()] if is_ofd else []
    request = json.dumps({"roots": [one.decode() for one in roots], "seals": known}).encode()
    try:
        for tag, body in child_frames(_CHILD, content, request, _WALL_SECONDS):
            if tag == wire.META:
                return Soundness(json.loads(body)["soundness"])
    except Invalid:
        return Soundness.UNREADABLE
    return Soundness.UNREADABLE
