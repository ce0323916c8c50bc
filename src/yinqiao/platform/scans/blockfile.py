"""A scan read anywhere: the few blocks last read stay open, so that memory does not grow with the scan."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from uuid import UUID

from yinqiao.platform.scans.sealing import BLOCK, open_block

_OPEN = 3


class BlockFile:
    """The plain bytes of a scan by offset; each block is verified when it is opened."""

    def __init__(self, scan_id: UUID, addresses: Sequence[str], size: int) -> None:
        self.size = size
        self._scan_id, self._addresses = scan_id, addresses
        self._opened: OrderedDict[int, bytes] = OrderedDict()

    def at(self, offset: int, length: int) -> bytes:
        """The bytes from `offset` on; fewer where the scan ends."""
        end = min(offset + length, self.size)
        parts = []
        while 0 <= offset < end:
            no, inside = divmod(offset, BLOCK)
            part = self._block(no)[inside : inside + end - offset]
            if not part:
                break
            parts.append(part)
            offset += len(part)
        return b"".join(parts)

    def _block(self, no: int) -> bytes:
        if no in self._opened:
            self._opened.move_to_end(no)
            return self._opened[no]
        while len(self._opened) >= _OPEN:
            self._opened.popitem(last=False)
        self._opened[no] = b"".join(open_block(self._addresses[no], self._scan_id, no))
        return self._opened[no]
