"""Reads from the environment by which certificate or platform documents are sealed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from yinqiao.platform.sealing.types import PlatformAccount, SealFile, TimeAuthority


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


def seal_platform_of(told: Mapping[str, str], secrets: Mapping[str, str]) -> PlatformAccount | None:
    """The account with the city's seal platform, or None; ValueError says what is missing.

    `YINQIAO_SEAL_PLATFORM` = its address (https, or this machine), `YINQIAO_SEAL_PLATFORM_TOKEN` (or
    `seal_platform_token` in `secrets.json`), and in PEM `YINQIAO_SEAL_PLATFORM_CERTIFICATES` = those
    of the seals and of their makers, `YINQIAO_SEAL_PLATFORM_CA` = who signed the certificate of its address.
    """
    url = told.get("YINQIAO_SEAL_PLATFORM", "").rstrip("/")
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "::1", "localhost"):
        raise ValueError("YINQIAO_SEAL_PLATFORM needs https")
    token = told.get("YINQIAO_SEAL_PLATFORM_TOKEN") or secrets.get("seal_platform_token", "")
    known = told.get("YINQIAO_SEAL_PLATFORM_CERTIFICATES", "")
    if not token or not known:
        raise ValueError("YINQIAO_SEAL_PLATFORM needs _TOKEN and _CERTIFICATES beside it")
    authority = told.get("YINQIAO_SEAL_PLATFORM_CA", "")
    return PlatformAccount(url, token, Path(known), Path(authority) if authority else None)


def time_authority_of(told: Mapping[str, str]) -> TimeAuthority | None:
    """The authority of time (RFC 3161) that the operator named, or None; ValueError says what is missing.

    `YINQIAO_TSA` = its address, `YINQIAO_TSA_ROOTS` = its root and those of former ones in PEM, `YINQIAO_TSA_CA` = who
    signed the certificate of its address. Plain http is allowed: what is asked is a digest, what is answered is signed.
    """
    url = told.get("YINQIAO_TSA", "")
    if not url:
        return None
    if urlsplit(url).scheme not in ("http", "https"):
        raise ValueError("YINQIAO_TSA needs the address of a service, https or http")
    roots, authority = told.get("YINQIAO_TSA_ROOTS", ""), told.get("YINQIAO_TSA_CA", "")
    if not roots:
        raise ValueError("YINQIAO_TSA needs YINQIAO_TSA_ROOTS beside it")
    return TimeAuthority(url, Path(roots), Path(authority) if authority else None)
