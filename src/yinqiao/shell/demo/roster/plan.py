"""How many mistakes of which kind to plant into a roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yinqiao.shell.demo.roster.spoil import KINDS


@dataclass(frozen=True, slots=True)
class MistakePlan:
    """Kind of mistake -> how many rows get it (groups of rows for those that need several)."""

    counts: Mapping[str, int]

    @classmethod
    def none(cls) -> MistakePlan:
        """A clean roster."""
        return cls({})

    @classmethod
    def only(cls, **counts: int) -> MistakePlan:
        """Just these kinds. Raises KeyError for a kind that does not exist."""
        unknown = set(counts) - set(KINDS)
        if unknown:
            raise KeyError(f"no such mistake: {sorted(unknown)}")
        return cls(counts)

    @classmethod
    def every(cls, rows: int, *, per_thousand: int = 1) -> MistakePlan:
        """Every kind, in so many rows of a thousand each, three at least."""
        return cls(dict.fromkeys(KINDS, max(3, rows * per_thousand // 1000)))
