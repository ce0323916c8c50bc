"""Relief of households, of the matrix: on each side a case that was checked, one with an opinion, one that was granted."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from tests.probe_matrix.city import HOMES, City
from yinqiao.areas.aid.models import Relief
from yinqiao.platform.access import Actor, acting


def lay_reliefs(city: City) -> None:
    """Of the accepted of each side; the kind that the matrix applies for is left to it."""
    for side in HOMES:
        person = city.targets["accepted_person"][side]
        for name, kind in (("checked", "destitute"), ("submitted", "local_support"), ("granted", "temporary")):
            city.put(f"relief_{name}", side, _relief(city, person, name, kind))
        city.put("own_relief", side, city.targets["relief_checked"][side])


def _relief(city: City, person: UUID, state: str, kind: str) -> UUID:
    """One case; what a recognition of the scene has proposed already becomes it."""
    today = timezone.localdate(city.at)
    told = {
        "origin": "self", "state": state, "opened_on": today, "applied_on": today, "due_on": today,
        "consent_way": "signed", "consent_on": today, "consent_paper": "授权书1", "gap_fen": 100, "tier": "B",
        "decided_on": today if state == "granted" else None,
    }  # fmt: skip
    with acting(Actor.system("matrix")):
        row, _ = Relief.objects.update_or_create(retiree_id=person, kind=kind, defaults=told)
    return UUID(str(row.pk))
