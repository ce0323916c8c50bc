"""The same wording: MinHash over runs of three characters, computed for many texts at once. Pure.

Linear in the number of texts, also where thousands are the same. (Broder 1997; Leskovec et al., Mining of Massive
Datasets, ch. 3.)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

LENGTH: Final = 64
_BANDS: Final = 16
_RUN: Final = 3
# Digits go: a script that counts its calls still says the same.
_KEPT = re.compile(r"[^\u4e00-\u9fffA-Za-z]+")
Signatures = npt.NDArray[np.uint32]


def signatures(texts: Sequence[str], seed: bytes) -> Signatures:
    """One row of `LENGTH` numbers a text: the share in which two rows agree estimates how much the texts have in common.

    `seed` is secret where the rows are kept: without it nobody can try out whether a text is the one behind a row.
    """
    if not texts:
        return np.empty((0, LENGTH), np.uint32)
    plain = [_plain(one) for one in texts]
    letters = np.frombuffer("".join(plain).encode("utf-32-le"), np.uint32).astype(np.uint64)
    lengths = np.array([len(one) for one in plain])
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    random = np.random.default_rng(int.from_bytes(seed, "big"))
    base = np.uint64(int(random.integers(1 << 40, 1 << 62)) | 1)
    runs = letters.copy()
    for step in range(1, _RUN):
        runs = runs * base + np.concatenate((letters[step:], letters[:step]))
    # A run does not reach into the next text: the last two places repeat the last run that lies within.
    places = np.arange(len(letters))
    last = np.repeat(starts + lengths - _RUN, lengths)
    runs = runs[np.minimum(places, last)]
    runs ^= runs >> np.uint64(31)
    found = np.empty((len(texts), LENGTH), np.uint32)
    for at in range(LENGTH):
        factor, addend = (np.uint64(int(one)) for one in random.integers(1 << 40, 1 << 62, 2))
        mixed = (runs * (factor | np.uint64(1)) + addend) >> np.uint64(32)
        found[:, at] = np.minimum.reduceat(mixed, starts)
    return found


def _plain(text: str) -> str:
    """What counts of a text; at least one run long."""
    kept = _KEPT.sub("", unicodedata.normalize("NFKC", text)).lower()
    return kept.ljust(_RUN, "。")


def same_wording(rows: Signatures, blocks: Sequence[object], percent: int) -> list[int]:
    """For each row the position of the first of its group: rows of one block whose texts agree in so many per cent."""
    leader = list(range(len(rows)))

    def first(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for band in np.split(rows, _BANDS, axis=1):
        seen: dict[tuple[object, bytes], int] = {}
        for at, block in enumerate(blocks):
            known = seen.setdefault((block, band[at].tobytes()), at)
            one, other = first(known), first(at)
            if one != other and (rows[known] == rows[at]).mean() * 100 >= percent:
                leader[max(one, other)] = min(one, other)
    return [first(at) for at in range(len(rows))]
