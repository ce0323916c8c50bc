"""Turns rows of a search into hits: labels for codes, masks for numbers, less for an enterprise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias
from uuid import UUID

from yinqiao.areas.organisations import queries as organisations
from yinqiao.areas.retirees.queries.facts import read_facts
from yinqiao.areas.retirees.types import PersonHit, RetireeStatus, member_of
from yinqiao.kernel.codes import Sex
from yinqiao.kernel.masking import mask_id_number
from yinqiao.platform.access import Scope

# id, name, sex, born_on, status, place_no, enterprise_id, facts (ciphertext), name of the enterprise
HitTuple: TypeAlias = tuple[UUID, str, int, date, str, int, int, bytes | None, str | None]


def sex_label(code: int) -> str:
    """男, 女, or the words of GB/T 2261.1 for the other codes."""
    return member_of(Sex, str(code)).label


def to_hits(scope: Scope, rows: Sequence[HitTuple]) -> list[PersonHit]:
    """Hits in the order of the rows; the numbers are decrypted only to be masked."""
    if not rows:
        return []
    tree = organisations.places()
    is_limited = scope.is_enterprise
    numbers = [""] * len(rows)
    if not is_limited:
        facts = read_facts([row[7] for row in rows], [row[0] for row in rows])
        numbers = [mask_id_number(known["id_no"]) if "id_no" in known else "" for known in facts]
    return [
        PersonHit(
            id=row[0],
            name=row[1],
            sex=sex_label(row[2]),
            born_on=None if is_limited else row[3],
            born_year=row[3].year,
            status=row[4],
            status_label=RetireeStatus(row[4]).label,
            place_label="" if is_limited else tree.label(row[5]),
            enterprise_name=row[8] or "",
            masked_id=number,
        )
        for row, number in zip(rows, numbers, strict=True)
    ]
