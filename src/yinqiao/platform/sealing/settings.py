"""Reads from the environment by which certificate documents are sealed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from yinqiao.platform.sealing.types import SealFile


def seal_file_of(told: Mapping[str, str], secrets: Mapping[str, str]) -> SealFile | None:
    """The certificate that the operator named, or None; ValueError says what is missing.

    `YINQIAO_SEAL` = a PKCS#12 file, `YINQIAO_SEAL_PASSWORD` (or `seal_password` in `secrets.json`), and
    `YINQIAO_SEAL_ROOTS` = roots in PEM where the file does not hold the root itself.
    """
    name = told.get("YINQIAO_SEAL", "")
    if not name:
        return None
    password = told.get("YINQIAO_SEAL_PASSWORD") or secrets.get("seal_password", "")
    if not password:
        raise ValueError("YINQIAO_SEAL needs YINQIAO_SEAL_PASSWORD, or seal_password in secrets.json")
    roots = told.get("YINQIAO_SEAL_ROOTS", "")
    return SealFile(Path(name), password, Path(roots) if roots else None)
