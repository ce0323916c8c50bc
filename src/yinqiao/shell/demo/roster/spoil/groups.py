"""Mistakes that need several rows: the same person twice, one phone for many, one archive number for two."""

from __future__ import annotations

from collections.abc import Callable

from yinqiao.shell.demo.roster.spoil.draft import Draft
from yinqiao.shell.demo.roster.spoil.numbers import last_character


def same_person(draft: Draft, rows: list[int]) -> list[int]:
    """The second row repeats the first."""
    first, second = sorted(rows)
    draft.copy_row(first, second)
    return [second]


def other_number(draft: Draft, rows: list[int]) -> list[int]:
    """The second row is the first person under a number that differs in one digit, with an archive of its own."""
    first, second = sorted(rows)
    archive = draft.get(second, "archive_no") if draft.has("archive_no") else None
    draft.copy_row(first, second)
    number = draft.get(first, "id_no")
    # Two more keeps the sex; 9 wraps to 1 and 8 to 0.
    changed = str((int(number[15]) + 2) % 10)
    first17 = number[:15] + changed + number[16]
    draft.put(second, "id_no", first17 + last_character(first17))
    if archive is not None:
        draft.put(second, "archive_no", archive)
    return [second]


def one_phone(draft: Draft, rows: list[int]) -> list[int]:
    """All rows give the phone of the first: a workshop's, or the officer's own."""
    for row in rows:
        draft.put(row, "phone", draft.get(rows[0], "phone"))
    return rows


def one_archive_no(draft: Draft, rows: list[int]) -> list[int]:
    """Two people under one archive number."""
    draft.put(rows[1], "archive_no", draft.get(rows[0], "archive_no"))
    return rows


# Kind -> (rows it takes, planter that returns the rows in which it must be found).
GROUP_PLANTERS: dict[str, tuple[int, Callable[[Draft, list[int]], list[int]]]] = {
    "same_person_twice": (2, same_person),
    "same_person_other_number": (2, other_number),
    "phone_shared": (8, one_phone),
    "archive_repeated": (2, one_archive_no),
}
