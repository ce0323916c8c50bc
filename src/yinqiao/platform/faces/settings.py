"""Reads which app compares faces from the environment and the installation's own files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from yinqiao.platform.faces.types import FaceApp


def app_of(told: Mapping[str, str]) -> FaceApp | None:
    """The app that the operator named, or None; ValueError says what is missing.

    `YINQIAO_FACES` = its address (`https://…`), with `_NAME` (what people call it), `_REQUEST_KEY` and `_RESULT_KEY` (its
    public keys, PEM files: X25519 and Ed25519).
    """
    url = told.get("YINQIAO_FACES", "")
    if not url:
        return None
    given = {name: told.get(f"YINQIAO_FACES_{name}", "") for name in ("NAME", "REQUEST_KEY", "RESULT_KEY")}
    if urlsplit(url).scheme != "https" or not all(given.values()):
        raise ValueError("YINQIAO_FACES: an https address, name, request key and result key are all needed")
    return FaceApp(given["NAME"], url, Path(given["REQUEST_KEY"]).read_bytes(), Path(given["RESULT_KEY"]).read_bytes())
