"""The rows about pages: whatever the cast may open in a whole city, each list by each head, filter, tab and end.

A page is held to the processor time of this process and of its database together, which the machine's other work does
not lengthen; how long it took by the clock stands beside it. What a page tells is written to build/pages.txt.
"""

from __future__ import annotations

import os
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from tests.bench.databases import pointed_at, whole_city
from tests.bench.figures import Figure, at_most, p95
from tests.pages import Asked, Reader, readers, told_contexts

TIMES, BAR, MOST_QUERIES = 3, 300, 60
OUTPUT = Path(__file__).parents[2] / "build" / "pages.txt"


@dataclass(frozen=True, slots=True)
class Timed:
    """One address: milliseconds of processors and of the clock, each the middle one of some."""

    asked: Asked
    busy: float
    clock: float


def pages() -> Iterator[Figure]:
    """Per role its slowest page; the lines of all pages go to build/pages.txt."""
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    with pointed_at(whole_city()), OUTPUT.open("w") as told:
        for reader in readers():
            of_page: dict[str, list[Timed]] = defaultdict(list)
            with told_contexts():
                found = reader.walk()
            for asked in found:
                of_page[asked.route].append(_timed(reader, asked))
            told.writelines(f"{_line(one)}\n" for one in sorted(of_page.values(), key=_slowest, reverse=True))
            told.flush()
            yield from _figures(reader.role, list(of_page.values()))


def _figures(role: str, found: Sequence[list[Timed]]) -> Iterator[Figure]:
    slow = max(found, key=_slowest)
    over = sum(1 for one in found if _slowest(one) > BAR)
    ways = sum(map(len, found))
    note = f"{len(found)} pages in {ways} ways, {over} over the bar; the slowest: {_line(slow)}"
    yield at_most(f"pages_{role}", _slowest(slow), BAR, unit="ms", note=note)
    most = max((one.asked for ways in found for one in ways), key=lambda one: one.queries)
    yield at_most(f"pages_queries_{role}", most.queries, MOST_QUERIES, unit="queries", note=most.route)


def _slowest(found: list[Timed]) -> float:
    """A page is as slow as the slowest way to ask it."""
    return max(one.busy for one in found)


def _line(found: list[Timed]) -> str:
    slow = max(found, key=lambda one: one.busy)
    busy, clock = [one.busy for one in found] * 2, [one.clock for one in found] * 2
    return (
        f"{slow.busy:6.0f} ms at {slow.asked.address} for {slow.asked.role} ({slow.clock:.0f} by the clock); of {len(found)}"
        f" p50 {statistics.median(busy):.0f} p95 {p95(busy):.0f}, by the clock {statistics.median(clock):.0f} and"
        f" {p95(clock):.0f}; at most {max(one.asked.queries for one in found)} queries,"
        f" {max(one.asked.total for one in found):,} rows"
    )


def _timed(reader: Reader, asked: Asked) -> Timed:
    busy, clock = [], []
    for _ in range(TIMES):
        begun, before = time.perf_counter(), processors()
        answer = reader.client.get(asked.address)
        clock.append((time.perf_counter() - begun) * 1000)
        busy.append((processors() - before) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{asked.address} answered {answer.status_code} to {reader.role}")
    return Timed(asked, statistics.median(busy), statistics.median(clock))


def processors() -> float:
    """Seconds that this process, its backend and the parallel workers that have ended kept a processor busy."""
    backend = Path(f"/proc/{connection.connection.info.backend_pid}")
    own = int((backend / "schedstat").read_text().split()[0]) / 1e9
    server = int(_fields(backend)[1])
    ended = sum(map(int, _fields(Path(f"/proc/{server}"))[13:15])) / os.sysconf("SC_CLK_TCK")
    return time.process_time() + own + ended


def _fields(process: Path) -> list[str]:
    """What the system tells of a process, after its name."""
    return (process / "stat").read_text().rpartition(")")[2].split()
