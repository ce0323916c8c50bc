"""Copies of the store: from one place of blocks into another, what is there already is left, each block checked on its way.

A block is never changed and lies under the digest of its bytes, so that a copy takes only what is new, can be stopped at
any moment and gone on with, and needs no key.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from yinqiao.platform.scans.backs import BEGUN, Back
from yinqiao.platform.scans.sealing import MOST_BLOCKS


@dataclass(slots=True)
class Carried:
    """What a copy did, in blocks and bytes; `altered` are addresses whose bytes are no longer theirs: not copied."""

    new: int = 0
    size: int = 0
    known: int = 0
    altered: list[str] = field(default_factory=list)


def carry(source: Back, into: Back) -> Carried:
    """Copy every block that `into` has not. OSError where one of them is full, broken or does not answer.

    Nothing is ever removed from `into`: a store that lost blocks must not make its copy lose them.
    """
    told, there = Carried(), addresses_in(into)
    waiting: list[str] = []
    for address in addresses_in(source):
        if address in there:
            told.known += 1
            continue
        waiting.append(address)
        if len(waiting) == MOST_BLOCKS:
            _carry_some(source, into, waiting, told)
            waiting = []
    _carry_some(source, into, waiting, told)
    return told


def addresses_in(place: Back) -> set[str]:
    """The address of every whole block: 130 bytes of memory each, 17 MB for a terabyte of scans."""
    return {address for address, _ in place.listed() if not address.endswith(BEGUN)}


def missing_from(place: Back, named: Iterable[str]) -> list[str]:
    """The addresses that rows name and the place has not, each once."""
    there = addresses_in(place)
    return sorted({one for one in named if one not in there})


def _carry_some(source: Back, into: Back, addresses: Sequence[str], told: Carried) -> None:
    """A few at once: they become durable together."""
    writing, begun, sizes = into.writing(), [], []
    try:
        for address in addresses:
            size = 0
            try:
                for piece in source.pieces(address):
                    writing.write(piece)
                    size += len(piece)
            except FileNotFoundError:
                # Its scan was destroyed while the copy ran.
                writing.drop_block()
                continue
            writing.end_block()
            begun.append(address)
            sizes.append(size)
        kept = writing.keep()
    finally:
        writing.discard()
    for address, now, size in zip(begun, kept, sizes, strict=True):
        if now == address:
            told.new, told.size = told.new + 1, told.size + size
        else:
            into.remove(now)
            told.altered.append(address)
