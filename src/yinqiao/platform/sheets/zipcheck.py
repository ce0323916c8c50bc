"""Looks at the directory of a zip container before anything is unpacked, then unpacks with every size watched.

The directory is checked in the parent (milliseconds); the watched unpacking runs in the child.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from yinqiao.platform.sheets.limits import ReadLimits
from yinqiao.platform.sheets.refusals import refuse

_EOCD = b"PK\x05\x06"
_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_ENCRYPTED_FLAG = 0x1
_MAX_DIRECTORY = 4 * 1024 * 1024
_PIECE = 1 << 18
_ARCHIVE_MAGIC = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0", b"MZ")
_ARCHIVE_NAME = re.compile(r"\.(zip|rar|7z|gz|exe|dll|xlsx|xlsm|xlsb|xls|docx?|pptx?|ods)$|/embeddings/", re.I)


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """One part of the container, as its directory declares it."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    offset: int


def check_directory(content: bytes, limits: ReadLimits) -> tuple[ZipEntry, ...]:
    """The parts of the container; raises Invalid for encryption, bombs, nesting, lies and names that no office writes."""
    _check_end_record(content, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            infos = container.infolist()
    except (zipfile.BadZipFile, UnicodeDecodeError, ValueError, struct.error, NotImplementedError) as error:
        raise refuse("sheets.damaged") from error
    except RuntimeError as error:
        raise refuse("sheets.encrypted") from error
    if len(infos) > limits.entries:
        raise refuse("sheets.too_many_entries", count=len(infos))
    if any(info.flag_bits & _ENCRYPTED_FLAG for info in infos):
        raise refuse("sheets.encrypted")
    entries = tuple(
        ZipEntry(i.filename, i.compress_type, i.CRC, i.compress_size, i.file_size, i.header_offset) for i in infos
    )
    _check_names([info.orig_filename for info in infos])
    _check_sizes(entries, len(content), limits)
    _check_nesting(content, entries)
    return entries


def _check_end_record(content: bytes, limits: ReadLimits) -> None:
    """Read the end record by hand: the count and size of the directory are checked before anyone parses it."""
    at = content.rfind(_EOCD, max(0, len(content) - 65_557))
    if at < 0 or at + 22 > len(content):
        raise refuse("sheets.damaged")
    count, directory_size = struct.unpack_from("<HL", content, at + 10)
    if count > limits.entries:
        raise refuse("sheets.too_many_entries", count=count)
    if directory_size > _MAX_DIRECTORY and directory_size != 0xFFFFFFFF:
        raise refuse("sheets.too_many_entries", count=count)


def _check_names(names: list[str]) -> None:
    """Empty, repeated and climbing names: two programs would read two different files from such a container."""
    folded = [name.lower() for name in names]
    climbing = any(
        not name or "\x00" in name or "\\" in name or name.startswith("/") or ".." in name.split("/") for name in names
    )
    if climbing or len(set(folded)) != len(folded):
        raise refuse("sheets.bad_entry_names")


def _check_sizes(entries: tuple[ZipEntry, ...], length: int, limits: ReadLimits) -> None:
    if sum(entry.size for entry in entries) > limits.inflated_bytes:
        raise refuse("sheets.zip_bomb")
    ends = 0
    for entry in sorted(entries, key=lambda e: e.offset):
        if entry.method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise refuse("sheets.damaged")
        if entry.size > 1_000_000 and entry.size > entry.packed * limits.inflate_ratio:
            raise refuse("sheets.zip_bomb")
        if entry.offset < ends:  # parts that overlap: one packed block counted many times
            raise refuse("sheets.zip_bomb")
        ends = entry.offset + 30 + entry.packed
        if ends > length:
            raise refuse("sheets.damaged")


def _check_nesting(content: bytes, entries: tuple[ZipEntry, ...]) -> None:
    for entry in entries:
        if entry.name.lower().endswith((".xml", ".rels", "/")):
            continue
        if _ARCHIVE_NAME.search(entry.name) or _first_bytes(content, entry).startswith(_ARCHIVE_MAGIC):
            if "vba" in entry.name.lower():
                continue  # refused by its own name, with a clearer sentence
            raise refuse("sheets.nested_archive")


def _data_start(content: bytes, entry: ZipEntry) -> int:
    """Where the packed bytes begin; the local header must agree with the directory."""
    try:
        magic, _, flags, method, *_, name_length, extra_length = _LOCAL.unpack_from(content, entry.offset)
    except struct.error as error:
        raise refuse("sheets.damaged") from error
    if magic != b"PK\x03\x04" or method != entry.method:
        raise refuse("sheets.damaged")
    if flags & _ENCRYPTED_FLAG:
        raise refuse("sheets.encrypted")
    return int(entry.offset + _LOCAL.size + name_length + extra_length)


def _first_bytes(content: bytes, entry: ZipEntry) -> bytes:
    start = _data_start(content, entry)
    packed = content[start : start + min(entry.packed, 256)]
    if entry.method == zipfile.ZIP_STORED:
        return packed[:8]
    try:
        return zlib.decompressobj(-15).decompress(packed, 8)
    except zlib.error as error:
        raise refuse("sheets.damaged") from error


def unpack(content: bytes, entry: ZipEntry, limits: ReadLimits) -> Iterator[bytes]:
    """The part in pieces; raises Invalid the moment it grows beyond its declared size, and on a wrong check sum."""
    start = _data_start(content, entry)
    packed = memoryview(content)[start : start + entry.packed]
    grown, crc = 0, 0
    for piece in _inflate(packed) if entry.method == zipfile.ZIP_DEFLATED else _pieces(packed):
        grown += len(piece)
        if grown > limits.inflated_bytes:
            raise refuse("sheets.zip_bomb")
        if grown > entry.size:
            raise refuse("sheets.lying_sizes")
        crc = zlib.crc32(piece, crc)
        yield piece
    if grown != entry.size:
        raise refuse("sheets.lying_sizes")
    if crc != entry.crc:
        raise refuse("sheets.damaged")


def _pieces(packed: memoryview) -> Iterator[bytes]:
    for at in range(0, len(packed), _PIECE):
        yield bytes(packed[at : at + _PIECE])


def _inflate(packed: memoryview) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-15)
    try:
        for at in range(0, len(packed), _PIECE):
            waiting = bytes(packed[at : at + _PIECE])
            while waiting:
                piece = inflater.decompress(waiting, 4 * _PIECE)
                if piece:
                    yield piece
                waiting = inflater.unconsumed_tail
        if not inflater.eof:
            raise refuse("sheets.damaged")
    except zlib.error as error:
        raise refuse("sheets.damaged") from error


def read_part(content: bytes, entries: tuple[ZipEntry, ...], name: str, limits: ReadLimits) -> bytes | None:
    """A whole small part (at most 16 MiB) by its exact name, None when the container lacks it."""
    for entry in entries:
        if entry.name == name:
            if entry.size > 16 * 1024 * 1024:
                raise refuse("sheets.zip_bomb")
            return b"".join(unpack(content, entry, limits))
    return None
