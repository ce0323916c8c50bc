"""Looks into an OLE compound file (.xls, .et, .wps, encrypted .xlsx) far enough to know what it holds."""

from __future__ import annotations

import struct

from yinqiao.platform.sheets.refusals import refuse

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_CHAIN = 0xFFFFFFFE
_MAX_SECTORS = 1 << 20
_STREAM = 2
_BOF, _FILEPASS, _EOF = 0x0809, 0x002F, 0x000A
_BIFF8 = 0x0600


def check_ole(content: bytes) -> None:
    """Return when the file is a plain BIFF8 workbook; raises Invalid for encryption, macros, other documents, damage."""
    try:
        names, workbook = _directory(content)
    except (struct.error, IndexError, ValueError) as error:
        raise refuse("sheets.damaged") from error
    folded = {name.lower() for name in names}
    if "encryptedpackage" in folded or "encryptioninfo" in folded:
        raise refuse("sheets.encrypted")
    if folded & {"worddocument", "powerpoint document", "wpsdocument"} and not folded & {"workbook", "book"}:
        raise refuse("sheets.word_document")
    if any(name.startswith("_vba_project") or name in {"vba", "macros"} for name in folded):
        raise refuse("sheets.macros")
    if "workbook" not in folded:
        raise refuse("sheets.old_workbook" if "book" in folded else "sheets.not_a_spreadsheet")
    _check_workbook_stream(workbook)


def _check_workbook_stream(start: bytes) -> None:
    """The first records of the stream tell the version and whether a password guards it."""
    at, first = 0, True
    while at + 4 <= len(start):
        record, length = struct.unpack_from("<HH", start, at)
        if first:
            if record != _BOF or length < 4:
                raise refuse("sheets.old_workbook")
            if struct.unpack_from("<H", start, at + 4)[0] != _BIFF8:
                raise refuse("sheets.old_workbook")
            first = False
        elif record == _FILEPASS:
            raise refuse("sheets.encrypted")
        elif record == _EOF:
            return
        at += 4 + length
    if first:
        raise refuse("sheets.damaged")


def _directory(content: bytes) -> tuple[list[str], bytes]:
    """Names of all streams and storages, and the first bytes of the stream called Workbook."""
    shift = struct.unpack_from("<H", content, 30)[0]
    if shift not in (9, 12):
        raise ValueError("sector size")
    sector = 1 << shift
    fat = _allocation_table(content, sector)
    chain = _chain(fat, struct.unpack_from("<L", content, 48)[0])
    entries = b"".join(_sector(content, sector, number) for number in chain)
    names: list[str] = []
    workbook = b""
    small_start: int | None = None
    for at in range(0, len(entries) - 127, 128):
        length = struct.unpack_from("<H", entries, at + 64)[0]
        kind = entries[at + 66]
        if kind == 0 or not 2 <= length <= 64:
            continue
        name = entries[at : at + length - 2].decode("utf-16-le", "strict")
        names.append(name)
        start, size = struct.unpack_from("<LL", entries, at + 116)
        if kind == 5:
            small_start = start
        if name.lower() == "workbook" and kind == _STREAM:
            workbook = _stream_head(content, sector, fat, start, size, small_start)
    if not names:
        raise ValueError("no directory")
    return names, workbook


def _stream_head(content: bytes, sector: int, fat: list[int], start: int, size: int, small_start: int | None) -> bytes:
    """The first 64 KiB of a stream; streams under 4,096 bytes live in 64-byte sectors of the root's stream."""
    if size >= 4096:
        return b"".join(_sector(content, sector, n) for n in _chain(fat, start, 65_536 // sector))[:size]
    if small_start is None:
        raise ValueError("no root entry")
    small = b"".join(_sector(content, sector, n) for n in _chain(fat, small_start))
    return small[start * 64 : start * 64 + 64]


def _allocation_table(content: bytes, sector: int) -> list[int]:
    count, next_block = struct.unpack_from("<L", content, 44)[0], struct.unpack_from("<L", content, 68)[0]
    if count > _MAX_SECTORS:
        raise ValueError("allocation table too long")
    blocks = [n for n in struct.unpack_from("<109L", content, 76) if n < _END_OF_CHAIN - 1]
    seen = 0
    while next_block < _END_OF_CHAIN - 1 and seen < 4096:
        body = _sector(content, sector, next_block)
        numbers = struct.unpack(f"<{len(body) // 4}L", body)
        blocks += [n for n in numbers[:-1] if n < _END_OF_CHAIN - 1]
        next_block, seen = numbers[-1], seen + 1
    table: list[int] = []
    for block in blocks[:count]:
        body = _sector(content, sector, block)
        table += struct.unpack(f"<{len(body) // 4}L", body)
    return table


def _chain(fat: list[int], start: int, at_most: int = _MAX_SECTORS) -> list[int]:
    chain: list[int] = []
    number = start
    while number < _END_OF_CHAIN - 1 and len(chain) < at_most:
        chain.append(number)
        if len(chain) > len(fat):
            raise ValueError("chain runs in a circle")
        number = fat[number]
    return chain


def _sector(content: bytes, sector: int, number: int) -> bytes:
    body = content[(number + 1) * sector : (number + 2) * sector]
    if not body:
        raise ValueError("sector beyond the end")
    return body
