"""What has to follow from a change, of the matrix: on each side one that is open and one that was settled."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.utils import timezone

from tests.probe_matrix.city import HOMES, City
from yinqiao.areas.effects.models import Followup
from yinqiao.areas.retirees.models import Retiree
from yinqiao.platform.access import Actor, acting


def lay_followups(city: City) -> None:
    """The party relation of each of the accepted, said to lie with the place where the person lives."""
    for side in HOMES:
        person = city.targets["accepted_person"][side]
        city.put("followup", side, _followup(city, person, is_settled=False))
        city.put("settled_followup", side, _followup(city, person, is_settled=True))


def _followup(city: City, person: UUID, *, is_settled: bool) -> UUID:
    made, today = uuid4(), timezone.localdate(city.at)
    with acting(Actor.system("matrix")):
        row = Retiree.objects.get(pk=person)
        Followup.objects.create(
            id=made, kind="party_follows", owner="party", retiree=row, name=row.name, born_on=row.born_on,
            place_no=row.place_no, cause_act=uuid4(), opened_on=today, due_on=today,
            state="done" if is_settled else "open", outcome="kept" if is_settled else "",
            closed_at=city.at if is_settled else None,
        )  # fmt: skip
    return made
