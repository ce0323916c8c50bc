"""A roster being spoiled: its cells by column, which rows are still clean, and the answers so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

ANY_CODE = "*"
ANSWER_SCHEMA = {
    "row": pl.UInt32,
    "field": pl.String,
    "code": pl.String,
    "kind": pl.String,
    "must_find": pl.Boolean,
}


@dataclass(slots=True)
class Draft:
    """Rows count from 0. `clean` marks rows that hold no planted mistake yet: each row gets one at most."""

    columns: dict[str, list[str | None]]
    rng: np.random.Generator
    numbers: set[tuple[int, str]] = field(default_factory=set)
    answers: list[tuple[int, str, str, str, bool]] = field(default_factory=list)
    clean: npt.NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        self.clean = np.ones(len(next(iter(self.columns.values()))), dtype=bool)

    @classmethod
    def of(cls, cells: pl.DataFrame, seed: int) -> Draft:
        """A draft over a copy of the cells."""
        return cls({name: cells[name].to_list() for name in cells.columns}, np.random.default_rng([seed, 21]))

    def has(self, *fields: str) -> bool:
        """Whether the form has all these fields."""
        return all(name in self.columns for name in fields)

    def get(self, row: int, name: str) -> str:
        """A cell, empty when blank."""
        return self.columns[name][row] or ""

    def put(self, row: int, name: str, value: str | None) -> None:
        """Overwrite a cell."""
        self.columns[name][row] = value

    def copy_row(self, source: int, target: int) -> None:
        """Make one row the same as another, but for the serial number."""
        for name, values in self.columns.items():
            if name != "serial_no":
                values[target] = values[source]

    def pick(self, count: int, mask: npt.NDArray[np.bool_] | None = None) -> list[int]:
        """Up to `count` clean rows at random (of those in `mask`), which are then no longer clean."""
        eligible = np.flatnonzero(self.clean if mask is None else self.clean & mask)
        chosen = self.rng.choice(eligible, size=min(count, len(eligible)), replace=False)
        self.clean[chosen] = False
        return [int(row) for row in chosen]

    def filled(self, *names: str) -> npt.NDArray[np.bool_]:
        """Rows in which all these cells hold something."""
        held = np.ones(len(self.clean), dtype=bool)
        for name in names:
            held &= np.array([bool(value) for value in self.columns[name]], dtype=bool)
        return held

    def expect(self, row: int, name: str, code: str, kind: str) -> None:
        """The checker must find `code` in this row."""
        self.answers.append((row, name, code, kind, True))

    def allow(self, row: int, name: str, codes: Iterable[str], kind: str) -> None:
        """Findings that follow from the mistake: neither required nor wrong."""
        self.answers.extend((row, name, code, kind, False) for code in codes)

    def cells(self) -> pl.DataFrame:
        """The spoiled cells."""
        return pl.DataFrame(self.columns, schema=dict.fromkeys(self.columns, pl.String))

    def answer_sheet(self) -> pl.DataFrame:
        """The answers by row."""
        return pl.DataFrame(self.answers, schema=ANSWER_SCHEMA, orient="row").sort("row", "field", "code")
