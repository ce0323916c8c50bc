"""What every process reads of the city's own data once a day, before the first thing that it decides on that day.

What is published there is published before the day from which it holds has begun anywhere, so that once a day is enough:
no two processes ever decide the same day by different data, without a message between them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Daily(Generic[T]):
    """One thing that is read once a day: `value` is what this process read last, `empty` before it read anything."""

    def __init__(self, empty: T) -> None:
        self._load: Callable[[date], T] | None = None
        self._read_on: date | None = None
        self.value = empty
        _all.append(self)

    def supply(self, load: Callable[[date], T]) -> None:
        """Name what reads it as it holds on a day; it is read anew at the next occasion."""
        self._load, self._read_on = load, None

    def freshen(self, today: date) -> None:
        """Read it if this process has not yet done so today."""
        if self._load is not None and self._read_on != today:
            self.value = self._load(today)
            self._read_on = today


_all: list[Daily[Any]] = []


def freshen(today: date) -> None:
    """Read what this process has not yet read today."""
    for one in _all:
        one.freshen(today)
