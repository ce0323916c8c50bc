"""What rooms hold of a person beyond the register, for the copy that the person may ask for: each room says its parts.

A test compares the tables that the parts name with every table that holds somebody.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from yinqiao.platform.access.types import Actor

# Gives the rows of one part for the reader of a copy, on a day: asked inside the reading, after its purpose was noted.
CopySource = Callable[[Actor, UUID, date], Sequence[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class CopiedPart:
    """One section of a copy: its heading, the heads of its columns, its rows, and the tables that it tells of."""

    code: str
    title: str
    heads: Sequence[str]
    rows: CopySource
    tables: frozenset[str]
    order: int = 100


@dataclass(slots=True)
class Copies:
    """The parts of every room, in the order in which a copy has them."""

    parts: list[CopiedPart] = field(default_factory=list)

    def add(self, part: CopiedPart) -> None:
        """Register a part; the same code twice is a fault of ours."""
        if any(known.code == part.code for known in self.parts):
            raise ValueError(f"part of the copy registered twice: {part.code}")
        self.parts.append(part)
        self.parts.sort(key=lambda one: (one.order, one.code))


copies = Copies()


def told(day: date | None) -> str:
    """A day as a copy has it; empty where there is none."""
    return f"{day:%Y-%m-%d}" if day else ""
