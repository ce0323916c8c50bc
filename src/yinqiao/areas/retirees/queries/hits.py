"""Turns rows of a search into hits: labels for codes, masks for numbers, less for an enterprise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import TypeAlias
from uuid import UUID

from yinqiao.areas.organisations import queries as organisations
from yinqiao.areas.retirees.queries.facts import read_fact
from yinqiao.areas.retirees.queries.former_names import former_names_of, named_so
from yinqiao.areas.retirees.types import TERM_NUMBERS, PersonHit, RetireeStatus, TermKind, member_of
from yinqiao.kernel.codes import Sex
from yinqiao.kernel.masking import mask_id_number
from yinqiao.platform.access import Scope

# id, name, sex, born_on, status, place_no, enterprise_id, facts (ciphertext), name of the enterprise, kind of the term
HitTuple: TypeAlias = tuple[UUID, str, int, date, str, int, int, bytes | None, str | None, int]
FORMER = TERM_NUMBERS[TermKind.FORMER_NAME]
_STATUS_LABELS = {status.value: status.label for status in RetireeStatus}


@cache
def sex_label(code: int) -> str:
    """男, 女, or the words of GB/T 2261.1 for the other codes."""
    return member_of(Sex, str(code)).label


def to_hits(scope: Scope, rows: Sequence[HitTuple], key: str = "") -> list[PersonHit]:
    """Hits in the order of the rows; the numbers are decrypted only to be masked, for an overseer not at all.

    `key` is the name that was looked for: who had it before is marked so.
    """
    if not rows:
        return []
    is_limited = scope.is_enterprise
    marks = _marks([row[0] for row in rows if row[9] == FORMER], key, is_limited=not scope.sees_content)
    numbers, labels = [""] * len(rows), {}
    if not is_limited:
        tree = organisations.places()
        labels = {place_no: tree.label(place_no) for place_no in {row[5] for row in rows}}
        if scope.sees_content:
            numbers = read_fact("id_no", [row[7] for row in rows], [row[0] for row in rows])
    return [
        PersonHit(
            id=row[0],
            name=row[1],
            sex=sex_label(row[2]),
            born_on=None if is_limited else row[3],
            born_year=row[3].year,
            status=row[4],
            status_label=_STATUS_LABELS[row[4]],
            place_label=labels.get(row[5], ""),
            enterprise_name=row[8] or "",
            masked_id=mask_id_number(number) if number else "",
            found_by=marks.get(row[0], ""),
        )
        for row, number in zip(rows, numbers, strict=True)
    ]


def _marks(ids: Sequence[UUID], key: str, *, is_limited: bool) -> dict[UUID, str]:
    """Person → by which former name. An enterprise or an overseer learns no name from us that it did not type."""
    if not ids:
        return {}
    if is_limited:
        return dict.fromkeys(ids, "以前的姓名相符")
    known = former_names_of(ids)
    return {who: named.words for who in ids if (named := named_so(known.get(who, ()), key))}
