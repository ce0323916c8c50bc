"""The square code on a paper: an unguessable name of the paper, nothing about anybody."""

from __future__ import annotations

import base64
import io
import re
import secrets

import segno

_PREFIX = "YQ1:"
_CODE = re.compile(r"YQ1:([A-Z2-7]{26})")


def new_code() -> str:
    """128 random bits as 26 letters and digits."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=")


def text_of(code: str) -> str:
    """What the square code holds."""
    return f"{_PREFIX}{code}"


def read_code(text: str) -> str | None:
    """The code of a paper in what was read, or None: other codes stand on papers too."""
    match = _CODE.fullmatch(text.strip())
    return match.group(1) if match else None


def picture_of(code: str) -> bytes:
    """The square code as a PNG; a quarter of it may be covered by a seal and it is still read."""
    target = io.BytesIO()
    segno.make(text_of(code), error="q", micro=False, boost_error=False).save(target, kind="png", scale=8, border=3)
    return target.getvalue()
