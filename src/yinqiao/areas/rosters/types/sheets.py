"""Where in its file a roster is, and how the file was read: what is kept of both with the roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

_LOOKS_LIKE_A_ROSTER: Final = 2
"""Recognised column names of a sheet, from which on its people should not go unnoticed."""


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """Where in the file the officer says the roster is: which sheet, in which row its header begins, how deep it is.

    An empty sheet and no row are left to recognition; rows count from 1, as the spreadsheet program shows them.
    """

    sheet: str = ""
    header_row: int | None = None
    header_depth: int = 1

    @property
    def told_rows(self) -> tuple[int, int] | None:
        """First row and depth of the header, if the officer has said."""
        return None if self.header_row is None else (self.header_row, self.header_depth)


@dataclass(frozen=True, slots=True)
class SheetReading:
    """How a file was read: `stored` is what `describe_reading` made of it, empty while it was not read.

    `columns` are dicts of `column` (c0…), `header`, `field` (empty: not used) and `how`; `sheets` are the visible
    sheets with content, as dicts of `name`, `rows`, `recognised` (known column names).
    """

    sheet: str
    stored: Mapping[str, Any]

    @property
    def header_rows(self) -> tuple[int, ...]:
        """Row numbers of the header; none when no header was recognised."""
        return tuple(self.stored.get("header_rows", ()))

    @property
    def columns(self) -> list[dict[str, Any]]:
        """Every column of the sheet."""
        return list(self.stored.get("columns", ()))

    @property
    def headed(self) -> list[dict[str, Any]]:
        """The columns that have a name."""
        return [one for one in self.columns if one["header"]]

    @property
    def used(self) -> dict[str, int]:
        """Field → column counted from 0."""
        return {one["field"]: int(one["column"].removeprefix("c")) for one in self.columns if one["field"]}

    @property
    def unused(self) -> list[str]:
        """The names of the columns that were taken for no field."""
        return [one["header"] for one in self.headed if not one["field"]]

    @property
    def missing(self) -> tuple[str, ...]:
        """Required fields that no column was taken for."""
        return tuple(self.stored.get("missing", ()))

    def layout(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """Sheet, header_row and header_depth: what the officer has told of them, else what was recognised."""
        rows = self.header_rows
        recognised = {"sheet": self.sheet, "header_row": rows[0] if rows else None, "header_depth": len(rows)}
        return recognised | {name: value for name, value in told.items() if value}

    @property
    def chosen_because(self) -> str:
        """Why this sheet of several."""
        return str(self.stored.get("chosen_because", ""))

    @property
    def sheets(self) -> list[dict[str, Any]]:
        """The visible sheets with content."""
        return list(self.stored.get("sheets", ()))

    @property
    def other_rosters(self) -> list[dict[str, Any]]:
        """The sheets that were not read and look like rosters too."""
        others = [one for one in self.sheets if one["name"] != self.sheet]
        return [one for one in others if one["recognised"] >= _LOOKS_LIKE_A_ROSTER]
