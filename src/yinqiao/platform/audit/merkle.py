"""The Merkle tree of RFC 6962 section 2.1: hashes and an appendable frontier. Pure.

A leaf is hashed behind byte 0, a node behind byte 1, so that neither can pass for the other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

HASH_LENGTH = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of one entry's canonical bytes."""
    return hashlib.sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two neighbouring subtrees."""
    return hashlib.sha256(b"\1" + left + right).digest()


class Frontier:
    """All that is needed to go on appending: the size and the roots of the full subtrees (at most 64 hashes)."""

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self.peaks = list(peaks)
        if size < 0 or size.bit_count() != len(self.peaks):
            raise ValueError("a frontier has one peak for each bit set in its size")

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash; subtrees of equal size melt into one, largest first in the list."""
        self.peaks.append(leaf)
        size = self.size
        while size & 1:
            right = self.peaks.pop()
            self.peaks[-1] = node_hash(self.peaks[-1], right)
            size >>= 1
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves so far; of the empty tree, the hash of nothing."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root

    def to_bytes(self) -> bytes:
        """The peaks in a row; with the size it makes the frontier again."""
        return b"".join(self.peaks)

    @classmethod
    def from_bytes(cls, size: int, data: bytes) -> Frontier:
        """Inverse of `to_bytes`. ValueError when size and bytes do not fit."""
        if len(data) % HASH_LENGTH:
            raise ValueError("peaks are 32 bytes each")
        return cls(size, (data[i : i + HASH_LENGTH] for i in range(0, len(data), HASH_LENGTH)))


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes in their order."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()
