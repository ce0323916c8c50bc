"""One figure: ours, the floor measured in the same run, the bar."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """`ours` and `floor` in seconds; `bar` is the greatest ratio allowed, or the least when `is_speedup`."""

    name: str
    ours: float
    floor: float
    bar: float
    is_speedup: bool = False

    @property
    def ratio(self) -> float:
        """Ours over the floor, or how many times faster we are."""
        return self.floor / self.ours if self.is_speedup else self.ours / self.floor

    @property
    def holds(self) -> bool:
        """Whether the bar holds."""
        return self.ratio >= self.bar if self.is_speedup else self.ratio <= self.bar

    @property
    def bar_words(self) -> str:
        """The bar as it is said."""
        return f"{'≥' if self.is_speedup else '≤'} {self.bar:g}"

    def as_json(self) -> dict[str, Any]:
        """The row of `bench.json`."""
        return {**asdict(self), "ratio": self.ratio, "holds": self.holds}


@contextmanager
def timed(into: dict[str, float], name: str) -> Iterator[None]:
    """Keep how long the block took."""
    began = time.perf_counter()
    yield
    into[name] = time.perf_counter() - began


def best_of(times: int, work: Callable[[], Any]) -> float:
    """The best of several runs: others use the machine too."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken)
