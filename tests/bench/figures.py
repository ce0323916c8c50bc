"""A measured figure: ours, its floor, the bar that was promised, and whether it holds; the printed table and the JSON."""

from __future__ import annotations

import json
import statistics
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One row. `floor` and `ratio` are None where the bar is a plain number."""

    name: str
    ours: float
    floor: float | None
    ratio: float | None
    bar: str
    holds: bool
    unit: str = "s"
    note: str = ""


def at_most_times(
    name: str, ours: float, floor: float, times: float, *, ceiling: float | None = None, unit: str = "s", note: str = ""
) -> Figure:
    """Ours may be `times` the floor, and no more than `ceiling` in itself."""
    ratio = ours / floor
    bar = f"<= {times:g} x" + (f", <= {ceiling:g} {unit}" if ceiling is not None else "")
    holds = ratio <= times and (ceiling is None or ours <= ceiling)
    return Figure(name, ours, floor, ratio, bar, holds, unit, note)


def times_faster(name: str, ours: float, floor: float, times: float, *, unit: str = "s", note: str = "") -> Figure:
    """The floor must take `times` as long as ours; the ratio is the floor over ours."""
    ratio = floor / ours
    return Figure(name, ours, floor, ratio, f">= {times:g} x faster", ratio >= times, unit, note)


def at_most(name: str, ours: float, bar: float, *, unit: str = "s", note: str = "") -> Figure:
    """A plain ceiling."""
    return Figure(name, ours, None, None, f"<= {bar:g} {unit}", ours <= bar, unit, note)


def at_least(name: str, ours: float, bar: float, *, unit: str = "%", note: str = "") -> Figure:
    """A plain floor, for what should be high."""
    return Figure(name, ours, None, None, f">= {bar:g} {unit}", ours >= bar, unit, note)


def p95(samples: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(samples, n=20, method="inclusive")[18]


def table(figures: Sequence[Figure]) -> str:
    """The figures for reading: one line each, the notes below."""
    rows = [("figure", "ours", "floor", "ratio", "bar", "holds")]
    for one in figures:
        floor = "" if one.floor is None else _number(one.floor, one.unit)
        ratio = "" if one.ratio is None else f"{one.ratio:.2f}"
        rows.append((one.name, _number(one.ours, one.unit), floor, ratio, one.bar, "yes" if one.holds else "NO"))
    widths = [max(_width(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = ["  ".join(cell + " " * (w - _width(cell)) for cell, w in zip(row, widths, strict=True)) for row in rows]
    notes = [f"{one.name}: {one.note}" for one in figures if one.note]
    return "\n".join([*lines, "", *notes])


def _number(value: float, unit: str) -> str:
    return f"{value:,.0f} {unit}" if value >= 1000 else f"{value:.3g} {unit}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def write(figures: Sequence[Figure], path: Path) -> None:
    """build/bench.json: figures of this run replace those of the same name, the others stay."""
    path.parent.mkdir(parents=True, exist_ok=True)
    before = json.loads(path.read_text()) if path.exists() else []
    new = {one.name for one in figures}
    kept = [row for row in before if row["name"] not in new]
    path.write_text(json.dumps(kept + [asdict(one) for one in figures], ensure_ascii=False, indent=1) + "\n")
