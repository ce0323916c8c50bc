"""Codes and rows of the full text of scans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from yinqiao.kernel.labels import Labelled

KIND: Final = "scan_text"
"""The kind of value under which the tokens are keyed: no other index of the house can be compared with them."""


class TextState(Labelled):
    """What reading the text layer of a scan gave."""

    TEXT = "text", "有文字层"
    NONE = "none", "没有文字层"
    FAILED = "failed", "没有读成"


@dataclass(frozen=True, slots=True)
class Tally:
    """How far the reading is, in scans: those that are filed, by what came of them. `pages` can be searched."""

    filed: int
    with_text: int
    pictures: int
    without: int
    failed: int
    waiting: int
    pages: int
    cut: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A page on which all that was asked for stands. `scan` carries its material and archive."""

    scan: Any
    page_no: int
    lookup_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of a search; `is_more` when there are others than these."""

    hits: tuple[Hit, ...]
    is_more: bool

    @property
    def archives(self) -> int:
        """Of how many archives they are."""
        return len({one.scan.item.archive_id for one in self.hits})
