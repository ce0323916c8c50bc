"""Services due of the matrix: on each side a visit that is due to the accepted, and an attempt that met nobody, and a round."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tests.probe_matrix.city import HOMES, City, holder
from yinqiao.areas.duties.models import Duty
from yinqiao.areas.duties.services import record_delivery, sweep_duties
from yinqiao.areas.duties.types import Delivery, Outcome, Way
from yinqiao.areas.rounds.models import Item
from yinqiao.areas.rounds.services import take_round
from yinqiao.platform.access import Actor, acting


def lay_duties(city: City) -> None:
    """Called when civil affairs have recognised a hardship of the accepted: the standards ask for a visit."""
    system, today = Actor.system("matrix"), timezone.localdate(city.at)
    sweep_duties(actor=system, at=city.at)
    for side in HOMES:
        person = city.targets["accepted_person"][side]
        with acting(system):
            due = list(Duty.objects.filter(retiree_id=person, standard="duties.hardship_visit", state="open"))
        city.put("duty", side, due[0].pk)
        tried = Delivery(Way.VISIT, Outcome.NOT_HOME, today, next_on=today + timedelta(days=2))
        made = record_delivery(
            actor=holder(side), at=city.at, retiree_id=person, delivery=tried, duties=[due[0].pk]
        )  # fmt: skip
        city.put("service_delivery", side, made)
        taken = take_round(actor=holder(side), at=city.at, duties=[due[0].pk], purpose="季度走访")
        city.put("door_round", side, taken)
        with acting(system):
            city.put("door_item", side, Item.objects.get(round_id=taken).pk)
