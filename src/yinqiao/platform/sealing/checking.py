"""Whether a sealed document is as it was sealed. The file is a stranger's: it is read in the confined child."""

from __future__ import annotations

import base64
import json
import logging

from django.conf import settings

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.sealing.platform import platform_certificates
from yinqiao.platform.sealing.sealers import known_seals, trusted_roots
from yinqiao.platform.sealing.types import NotSealed, SealFile, Soundness, TimeAuthority
from yinqiao.platform.sheets import wire
from yinqiao.platform.sheets.confined import child_frames

logger = logging.getLogger(__name__)
_CHILD = "yinqiao.platform.sealing.child"
_WALL_SECONDS = 20.0


def soundness(content: bytes) -> Soundness:
    """What the signature of a PDF or the seal of an OFD says; what the reader cannot cope with is unreadable."""
    file: SealFile | None = settings.SEAL_FILE
    is_ofd = content.startswith(b"PK")
    try:
        roots = trusted_roots(file) if file is not None and not is_ofd else []
        own = known_seals(file) if file is not None and not is_ofd else []
        seals = [one.der for one in platform_certificates()] if is_ofd else own
    except (NotSealed, OSError, ValueError):
        # What the operator named cannot be read: no seal is known, which is no reason to fail who asks.
        logger.exception("the certificates of the seal cannot be read")
        roots, seals = [], []
    told = {
        "roots": [one.decode() for one in roots], "seals": [base64.b64encode(one).decode() for one in seals],
        "times": [one.decode() for one in _times()],
    }  # fmt: skip
    request = json.dumps(told).encode()
    try:
        for tag, body in child_frames(_CHILD, content, request, _WALL_SECONDS):
            if tag == wire.META:
                return Soundness(json.loads(body)["soundness"])
    except Invalid:
        return Soundness.UNREADABLE
    return Soundness.UNREADABLE


def _times() -> list[bytes]:
    """The roots by which timestamps are believed; none where there is no authority or its file cannot be read."""
    authority: TimeAuthority | None = settings.TIME_AUTHORITY
    if authority is None:
        return []
    from yinqiao.platform.sealing.timestamps import time_roots

    try:
        return time_roots(authority)
    except NotSealed:
        logger.exception("the roots of the authority of time cannot be read")
        return []
