"""Blocks of a scan: sealed on their way in, opened and verified on their way out, checked without being opened.

A scan is a row of blocks of `BLOCK` plain bytes, the last may be shorter. Scan and number are bound into each, so that
blocks cannot change places. No block is ever held in memory as a whole but to read in it.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, cast
from uuid import UUID

from yinqiao.kernel.errors import Unavailable
from yinqiao.platform.crypto.files import MAX_CHUNK, Pieces, decrypt_chunks, encrypt_file
from yinqiao.platform.faults.killpoints import killpoint
from yinqiao.platform.scans.backs import back
from yinqiao.platform.scans.behind import Behind

BLOCK = 8 * 2**20
"""Plain bytes of a block."""
MOST_BLOCKS = 8
"""Blocks that one request may bring: what an interrupted upload may have to send again, half a second at 1 Gbit/s."""
_NO = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A block that lies in the store: its address and how many plain bytes it holds."""

    address: str
    size: int


def _context(scan_id: UUID, no: int) -> bytes:
    return scan_id.bytes + _NO.pack(no)


class _Limited:
    """A source of which at most so many bytes are read."""

    def __init__(self, source: BinaryIO, most: int) -> None:
        self._source, self._left = source, most

    def read(self, size: int) -> bytes:
        """The next bytes."""
        piece = self._source.read(min(size, self._left))
        self._left -= len(piece)
        return piece


def put_blocks(source: BinaryIO, scan_id: UUID, first: int, *, sizes: Sequence[int]) -> list[Sealed]:
    """Seal what comes from `source` as the blocks `first`, `first + 1`, … of these sizes; those that came whole.

    None, and nothing is kept, where none came whole or where more came than fits. Durable when this returns.
    Unavailable `scans.not_stored` when the store is full or broken: nothing is kept then.
    """
    try:
        with Behind(back().writing()) as behind:
            whole = 0
            for no, size in enumerate(sizes, first):
                limited = cast(BinaryIO, _Limited(source, size))
                target = cast(BinaryIO, behind)
                if encrypt_file(limited, target, context=_context(scan_id, no), chunk_size=MAX_CHUNK) != size:
                    behind.drop_block()
                    break
                behind.end_block()
                whole += 1
            if not whole or (whole == len(sizes) and source.read(1)):
                return []
            addresses = behind.keep()
    except OSError as problem:
        raise Unavailable(
            "scans.not_stored",
            "扫描件库空间不足或没有应答，这一段没有保存，已上传的部分没有受影响。",
            next_step="请稍后继续上传，会从断点接着传；如仍不成功，请联系系统管理员检查扫描件库。",
        ) from problem
    killpoint("scans.after_block")
    return [Sealed(address, size) for address, size in zip(addresses, sizes, strict=False)]


def open_block(address: str, scan_id: UUID, no: int) -> Iterator[bytes]:
    """The plain bytes of a block, each piece verified. Unavailable `scans.block_missing`; Invalid `crypto.data_damaged`."""
    try:
        yield from decrypt_chunks(Pieces(back().pieces(address)), context=_context(scan_id, no))  # type: ignore[arg-type]
    except OSError as problem:
        raise Unavailable(
            "scans.block_missing", "扫描件暂时无法读取，目录和登记没有受影响。",
            next_step="请联系系统管理员从备份恢复扫描件库。",
        ) from problem  # fmt: skip


def check_block(address: str) -> str:
    """Whether a block still is what it was, without opening it: `""`, `missing` or `altered`.

    OSError where the store does not answer: that says nothing about the block.
    """
    digest = hashlib.sha256()
    try:
        for piece in back().pieces(address):
            digest.update(piece)
    except FileNotFoundError:
        return "missing"
    return "" if digest.hexdigest() == address else "altered"
