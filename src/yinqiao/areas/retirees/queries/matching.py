"""What two entries are compared by: the facts for the score, inside the process and never shown."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from yinqiao.areas.retirees.models import Retiree, RetireeVersion
from yinqiao.areas.retirees.queries.facts import facts_of, former_name_of
from yinqiao.kernel.similarity import MatchSubject


def subjects_of(rows: Sequence[Retiree]) -> dict[UUID, MatchSubject]:
    """What the score looks at, in the clear; used inside the process and never shown."""
    former = _former_names([row.pk for row in rows])
    return {
        row.pk: MatchSubject(
            name=row.name,
            id_number=facts.get("id_no"),
            former_names=frozenset(former[row.pk] | {former_name_of(facts) or row.name}) - {row.name},
            born_on=row.born_on,
            sex=str(row.sex),
            enterprise=str(row.enterprise_id),
            phones=frozenset({facts["phone"]} if "phone" in facts else ()),
        )
        for row, facts in zip(rows, facts_of(rows), strict=True)
    }


def _former_names(ids: Sequence[UUID]) -> dict[UUID, set[str]]:
    """Every name under which the register has known each person, the present one included."""
    known: dict[UUID, set[str]] = {one: set() for one in ids}
    for person, name in RetireeVersion.objects.filter(pgh_obj_id__in=ids).values_list("pgh_obj_id", "name").distinct():
        known[person].add(name)
    return known
