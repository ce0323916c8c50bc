"""The base of every closed list in the kernel: a stable code with its Chinese label.

Columns keep several members in one integer, so each member also has a bit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A code (the value) with the Chinese words that users read (`label`)."""

    label: str

    # A type checker takes the look-up of a member by its code for a call of this: hence the label may be left out.
    def __new__(cls, code: str, label: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """(code, label) pairs in the order of definition, as form fields and model fields want them."""
        return [(member.value, member.label) for member in cls]


class LabelledFlag(Labelled):
    """A code that occurs together with others of its kind; `bit` is its place in a mask.

    The bit follows the order of definition: append new members, never insert one.
    """

    @property
    def bit(self) -> int:
        """The power of two that stands for this member in a mask."""
        return 1 << list(type(self)).index(self)

    @classmethod
    def mask_of(cls, members: Iterable[Self]) -> int:
        """The integer that holds all the given members."""
        mask = 0
        for member in members:
            mask |= member.bit
        return mask

    @classmethod
    def from_mask(cls, mask: int) -> tuple[Self, ...]:
        """The members held in a mask, in the order of definition."""
        return tuple(cls._in(mask))

    @classmethod
    def _in(cls, mask: int) -> Iterator[Self]:
        for position, member in enumerate(cls):
            if mask >> position & 1:
                yield member
