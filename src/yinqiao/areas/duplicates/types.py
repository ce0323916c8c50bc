"""Codes and rows of entries that may be one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yinqiao.kernel.labels import Labelled


class DuplicateState(Labelled):
    """What a person decided about two entries."""

    OPEN = "open", "待判定"
    MERGED = "merged", "已合并"
    DISTINCT = "distinct", "非同一人"
    SPLIT = "split", "已撤销合并"


@dataclass(frozen=True, slots=True)
class PersonSide:
    """One side of a comparison: the same facts in the same order, sensitive ones masked."""

    id: UUID
    name: str
    status_label: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DuplicateRow:
    """Two entries that may be one person; `reasons` are (label, weight) pairs of the score."""

    id: UUID
    first: UUID
    second: UUID
    first_name: str
    second_name: str
    place_label: str
    score: int
    reasons: tuple[tuple[str, int], ...]
    state: str
    state_label: str
    found_at: datetime

    @property
    def reason_words(self) -> str:
        """The reasons that speak for one person, in words."""
        return "、".join(label for label, weight in self.reasons if weight > 0)
