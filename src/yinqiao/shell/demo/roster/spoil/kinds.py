"""The catalogue of plantable mistakes: the finding each must lead to, the cells it needs, what may follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from yinqiao.shell.demo.roster.spoil import cells as cell_mistakes
from yinqiao.shell.demo.roster.spoil import groups, numbers
from yinqiao.shell.demo.roster.spoil.draft import ANY_CODE, Draft


@dataclass(frozen=True, slots=True)
class Kind:
    """`code` must be found in `field`; findings in the fields of `also` may follow and are not counted as wrong."""

    code: str
    field: str
    needs: tuple[str, ...]
    also: tuple[str, ...] = ()
    where: str = ""


_ID = ("id_no",)
_AFTER_ID = ("id_no", "born_on", "sex", "retired_on", "work_start_on")

_NAME = ("name",)

# In the order of planting: what few rows are fit for comes first.
KINDS: dict[str, Kind] = {
    "name_middle_dot": Kind("roster.mended_middle_dot", "name", _NAME, _NAME, where="dotted"),
    "id_lower_x": Kind("roster.mended_lower_x", "id_no", _ID, where="x"),
    "same_person_twice": Kind("roster.duplicate_in_file", "id_no", _ID, ("archive_no", "phone", "id_no")),
    "same_person_other_number": Kind(
        "roster.probable_duplicate", "id_no", ("id_no", "name", "born_on"), ("archive_no", "phone", "id_no", "name")
    ),
    "branch_missing": Kind(
        "roster.party_branch_missing", "party_branch", ("party_branch", "political_status"), where="member"
    ),
    "phone_shared": Kind("roster.phone_shared", "phone", ("phone",)),
    "archive_repeated": Kind("roster.archive_repeated", "archive_no", ("archive_no",)),
    "archive_missing": Kind("roster.archive_missing", "archive_no", ("archive_no",)),
    "id_check_digit": Kind("roster.id_check_digit", "id_no", _ID, _AFTER_ID),
    "id_swapped_digits": Kind("roster.id_check_digit", "id_no", _ID, _AFTER_ID),
    "id_letter_o": Kind("roster.id_letter_o", "id_no", _ID, _AFTER_ID),
    "id_character": Kind("roster.id_character", "id_no", _ID, _AFTER_ID),
    "id_full_width": Kind("roster.mended_full_width", "id_no", _ID),
    "id_spaces": Kind("roster.mended_spaces", "id_no", _ID),
    "id_length": Kind("roster.id_length", "id_no", _ID, _AFTER_ID),
    "id_15_digits": Kind("roster.mended_id_upgraded", "id_no", _ID),
    "id_date": Kind("roster.id_date", "id_no", _ID, _AFTER_ID),
    "id_future": Kind("roster.id_future", "id_no", _ID, _AFTER_ID),
    "id_division": Kind("roster.id_division", "id_no", _ID, _AFTER_ID),
    "id_too_old": Kind("roster.id_too_old", "id_no", _ID, _AFTER_ID),
    "id_precision_lost": Kind("roster.id_precision_lost", "id_no", _ID, _AFTER_ID, where="no_x"),
    "id_missing": Kind("roster.required_missing", "id_no", _ID, _AFTER_ID),
    "age_implausible": Kind(
        "roster.age_implausible", "born_on", ("id_no", "born_on"), (*_AFTER_ID, "retired_on", "work_start_on")
    ),
    "sex_contradicts_id": Kind("roster.sex_contradicts_id", "sex", ("id_no", "sex"), _AFTER_ID),
    "birth_contradicts_id": Kind("roster.birth_contradicts_id", "born_on", ("id_no", "born_on"), _AFTER_ID),
    "date_impossible": Kind("roster.date_impossible", "work_start_on", ("work_start_on",)),
    "date_unreadable": Kind("roster.date_unreadable", "work_start_on", ("work_start_on",)),
    "date_future": Kind("roster.date_future", "retired_on", ("retired_on",), ("retired_on",)),
    "date_order": Kind(
        "roster.date_order", "retired_on", ("work_start_on", "retired_on"), ("work_start_on", "retired_on")
    ),
    "work_start_child": Kind("roster.work_start_too_young", "work_start_on", ("id_no", "work_start_on")),
    "retired_too_young": Kind(
        "roster.before_retirement_age", "retired_on", ("id_no", "retired_on", "retirement_type"), where="ordinary"
    ),
    "unknown_ethnic_group": Kind("roster.code_unknown", "ethnic_group", ("ethnic_group",)),
    "unknown_education": Kind("roster.code_unknown", "education", ("education",)),
    "unknown_political_status": Kind(
        "roster.code_unknown", "political_status", ("political_status",), ("party_branch",)
    ),
    "unknown_sex": Kind("roster.code_unknown", "sex", ("sex",), ("sex",)),
    "phone_wrong": Kind("roster.phone_invalid", "phone", ("phone",), ("phone",)),
    "phone_several": Kind("roster.phone_several", "phone", ("phone",)),
    "phone_country_code": Kind("roster.mended_phone_form", "phone", ("phone",)),
    "name_missing": Kind("roster.required_missing", "name", _NAME),
    "name_spaces": Kind("roster.mended_name_spaces", "name", _NAME, _NAME, where="short_name"),
    "name_digits": Kind("roster.name_digits", "name", _NAME, _NAME),
    "name_latin": Kind("roster.name_latin", "name", _NAME, _NAME),
    "name_placeholder": Kind("roster.name_placeholder", "name", _NAME, _NAME),
    "community_unknown": Kind(
        "roster.community_unknown", "community_name", ("community_name",), ("community_code", "community_name")
    ),
}


def spoil(draft: Draft, counts: Mapping[str, int]) -> dict[str, int]:
    """Plant so many mistakes of each kind; returns how many found room (a form without the column has none)."""
    planted = {}
    for kind, entry in KINDS.items():
        wanted = counts.get(kind, 0)
        if wanted and draft.has(*entry.needs):
            planted[kind] = _plant(draft, kind, entry, wanted)
    return planted


def _plant(draft: Draft, kind: str, entry: Kind, wanted: int) -> int:
    mask = draft.filled(*entry.needs) & _fit(draft, entry.where)
    if any(field == "id_no" for field in entry.needs):
        mask &= _eighteen(draft)
    if kind in groups.GROUP_PLANTERS:
        return _plant_groups(draft, kind, entry, wanted, mask)
    planter = numbers.PLANTERS.get(kind) or cell_mistakes.PLANTERS[kind]
    rows = draft.pick(wanted, mask)
    for row in rows:
        planter(draft, row)
        _answer(draft, row, kind, entry)
    return len(rows)


def _plant_groups(draft: Draft, kind: str, entry: Kind, wanted: int, mask: npt.NDArray[np.bool_]) -> int:
    size, planter = groups.GROUP_PLANTERS[kind]
    rows = draft.pick(wanted * size, mask)
    full = len(rows) // size
    for index in range(full):
        group = rows[index * size : (index + 1) * size]
        found_in = planter(draft, group)
        for row in group:
            if row in found_in:
                _answer(draft, row, kind, entry)
            else:
                draft.allow(row, entry.field, (entry.code,), kind)
                _allow_also(draft, row, kind, entry)
    return full


def _answer(draft: Draft, row: int, kind: str, entry: Kind) -> None:
    draft.expect(row, entry.field, entry.code, kind)
    _allow_also(draft, row, kind, entry)


def _allow_also(draft: Draft, row: int, kind: str, entry: Kind) -> None:
    for field in entry.also:
        draft.allow(row, field, (ANY_CODE,), kind)


def _fit(draft: Draft, where: str) -> npt.NDArray[np.bool_]:
    """Rows that are fit for a kind with a condition of its own."""
    if not where:
        return np.ones(len(draft.clean), dtype=bool)
    conditions = {
        "dotted": ("name", pl.col("name").str.contains("·")),
        "short_name": ("name", pl.col("name").str.len_chars() <= 3),
        "member": ("political_status", pl.col("political_status").str.contains("中共|^党员$|预备")),
        "x": ("id_no", pl.col("id_no").str.ends_with("X")),
        "no_x": ("id_no", ~pl.col("id_no").str.ends_with("X")),
        "ordinary": ("retirement_type", pl.col("retirement_type") == "正常退休"),
    }
    field, condition = conditions[where]
    column = pl.DataFrame({field: draft.columns[field]}, schema={field: pl.String})
    return column.select(condition.fill_null(False)).to_series().to_numpy()


def _eighteen(draft: Draft) -> npt.NDArray[np.bool_]:
    """Rows whose number has its 18 characters: mistakes are worked out from them."""
    return np.array([value is not None and len(value) == 18 for value in draft.columns["id_no"]], dtype=bool)
