"""Packages of OFD taken apart and put together again by tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from yinqiao.platform.ofd import packed

CONTENT = "Doc_0/Pages/Page_0/Content.xml"


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def altered(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one part changed."""
    parts = parts_of(content)
    return packed({**parts, name: change(parts[name])})


def with_another_name(content: bytes) -> bytes:
    """The certificate made out for something else: one character of its page is another."""
    return altered(content, CONTENT, lambda page: page.replace("证".encode(), "假".encode(), 1))
