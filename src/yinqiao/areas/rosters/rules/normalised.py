"""A roster in normal form: what every check reads."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from yinqiao.areas.rosters.types.fields import FieldList

PLACEHOLDER = r"^(?i:无|没有|没|不详|不明|未知|不清楚|不知道|暂无|空|空缺|待定|待补|待查|未填|n/?a|null|none|nil|[/\\*\-—–_、。.?？×]+|0+)$"
"""Cells that say that nothing is known, in the ways of clerks."""

_DERIVED = ("born_on", "sex", "phone", "special_group")


@dataclass(frozen=True, slots=True)
class NormalisedRoster:
    """The rows of a roster (or another list of people) in normal form.

    `frame` has `row_no`, every field of `fields` (null where absent or unreadable) and, for the fields in
    `active`, the columns `raw:`, and where they apply `problems:`, `mends:`, `precision:`, `blanked:`, `is_error:`.
    `filled` are the fields of `active` and those that were filled from others: birth date and sex from the ID number,
    the own phone from the first phone of a residence, the special groups from ticked columns.
    `id_no` is set whenever the number has its 18 places, right or wrong; `is_id_valid` says which.
    """

    frame: pl.DataFrame
    active: frozenset[str]
    columns: dict[str, int]
    fields: FieldList

    @property
    def filled(self) -> frozenset[str]:
        """The fields that may hold something."""
        return self.active | {
            name for name in _DERIVED if name in self.fields and self.frame[name].null_count() < self.frame.height
        }

    @property
    def numbers(self) -> pl.DataFrame:
        """`row_no` and `id_no` of the valid numbers: what the caller makes blind indexes of and asks about."""
        return self.frame.filter(pl.col("is_id_valid")).select("row_no", "id_no")

    @property
    def people(self) -> pl.DataFrame:
        """`row_no`, `name`, `born_on`, `sex`, `phone` of every named person: for the search of probable doubles."""
        return self.frame.filter(pl.col("name").is_not_null()).select("row_no", "name", "born_on", "sex", "phone")
