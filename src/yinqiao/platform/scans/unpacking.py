"""The files of a ZIP, one after the other in pieces. Runs in the confined child; nothing is ever written by its names."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from yinqiao.platform.scans.limits import MOST_ENTRIES, MOST_INFLATED, MOST_RATIO
from yinqiao.platform.scans.refusals import refuse

_PIECE = 1 << 20
_UTF8 = 0x800
_SMALL = 1 << 20


def files_of(source: BinaryIO) -> Iterator[tuple[str, int] | bytes]:
    """Name and size where a file begins, then its bytes in pieces. Invalid `scans.not_a_package`, `.package_bomb`."""
    try:
        with zipfile.ZipFile(source) as package:
            listed = [one for one in package.infolist() if not one.is_dir()]
            _require_sane(listed)
            for one in listed:
                yield _name(one), one.file_size
                yield from _pieces(package, one)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
    ) as problem:
        raise refuse("scans.not_a_package") from problem


def _require_sane(listed: list[zipfile.ZipInfo]) -> None:
    total = sum(one.file_size for one in listed)
    swollen = any(one.file_size > _SMALL and one.file_size > MOST_RATIO * max(1, one.compress_size) for one in listed)
    if len(listed) > MOST_ENTRIES or total > MOST_INFLATED or swollen:
        raise refuse("scans.package_bomb")


def _pieces(package: zipfile.ZipFile, one: zipfile.ZipInfo) -> Iterator[bytes]:
    told = 0
    with package.open(one) as entry:
        while piece := entry.read(_PIECE):
            told += len(piece)
            if told > one.file_size:
                raise refuse("scans.package_bomb")
            yield piece


def _name(one: zipfile.ZipInfo) -> str:
    """The name as it was meant: Windows in Chinese writes GB18030 and does not say so."""
    if one.flag_bits & _UTF8:
        return one.filename
    raw = one.filename.encode("cp437", "replace")
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return one.filename
