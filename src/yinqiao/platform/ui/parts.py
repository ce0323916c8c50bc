"""Shapes that pages hand to the components: what a timeline, a comparison, a progress bar shall show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yinqiao.platform.ui.eye import Eye


class Tone(StrEnum):
    """What a colour means. Red is for overdue and dangerous alone, amber for soon, green for done."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    GOOD = "good"
    SOON = "soon"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened: when, what, by whom. `source` says where we know it from.

    `eye` opens a text that is not shown with the page.
    """

    on: date | datetime
    title: str
    text: str = ""
    author: str = ""
    source: str = ""
    tone: str = Tone.NEUTRAL
    eye: Eye | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as `{% stat %}` draws it; without `url` there is no list to open."""

    label: str
    value: int
    hint: str
    url: str
    tone: str = Tone.NEUTRAL
    unit: str = "人"


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One field of two claims. Values are shown as they are given: mask them before."""

    label: str
    left: str
    right: str

    @property
    def is_different(self) -> bool:
        """Both sides say something, and not the same; a blank side is a gap, not a difference."""
        return bool(self.left and self.right) and self.left != self.right

    @property
    def left_parts(self) -> list[tuple[str, bool]]:
        """The left value cut into (text, differs)."""
        return _parts(self.left, self.right)

    @property
    def right_parts(self) -> list[tuple[str, bool]]:
        """The right value cut into (text, differs)."""
        return _parts(self.right, self.left)


def _parts(one: str, other: str) -> list[tuple[str, bool]]:
    """`one` cut where it differs from `other`; everything differs when they share less than half."""
    if not one or not other or one == other:
        return [(one, False)] if one else []
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.ratio() < 0.5:
        return [(one, True)]
    return [(one[i1:i2], tag != "equal") for tag, i1, i2, _, _ in matcher.get_opcodes() if i2 > i1]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a score is as it is: a sentence, and whether it speaks for the same person."""

    text: str
    is_for: bool = True


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two claims side by side. `score` runs from 0 to 100; a person decides, never the score."""

    left_title: str
    right_title: str
    rows: Sequence[CompareRow]
    score: int | None = None
    score_words: str = ""
    reasons: Sequence[Reason] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of long work; `state` is `waiting`, `now`, `done` or `failed`."""

    label: str
    state: str = "waiting"


@dataclass(frozen=True, slots=True)
class Count:
    """A number of the result and the rows behind it."""

    label: str
    value: int
    url: str = ""
    tone: str = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class Progress:
    """Long work as its page shows it. While it is not finished the part asks `poll_url` again every two seconds.

    `key` tells several on one page apart. `done` of `total` counts rows; total 0 means “not known yet” and draws a bar without a length.
    """

    title: str
    steps: Sequence[Step] = ()
    done: int = 0
    total: int = 0
    unit: str = "行"
    poll_url: str = ""
    is_finished: bool = False
    error: str = ""
    next_step: str = ""
    key: str = ""
    counts: Sequence[Count] = field(default_factory=tuple)

    @property
    def percent(self) -> int:
        """Whole percent, never 100 before the end."""
        if self.is_finished:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0
