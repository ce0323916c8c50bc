"""What is to be done after a death, of the matrix: on each side an item that waits and one that was settled."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.utils import timezone

from tests.probe_matrix.city import HOMES, City
from yinqiao.areas.bereavement.models import File, Item
from yinqiao.areas.retirees.models import Retiree
from yinqiao.platform.access import Actor, acting


def lay_bereavements(city: City) -> None:
    """Of the accepted of each side, as if they had died today."""
    for side in HOMES:
        with acting(Actor.system("matrix")):
            row = Retiree.objects.get(pk=city.targets["accepted_person"][side])
            today = timezone.localdate(city.at)
            file = File.objects.create(
                id=uuid4(), retiree=row, name=row.name, died_on=today, opened_on=today, cause_act=uuid4()
            )
            city.put("mourned_item", side, _item(city, file, "household", is_settled=False))
            city.put("settled_mourned_item", side, _item(city, file, "notice", is_settled=True))


def _item(city: City, file: File, code: str, *, is_settled: bool) -> UUID:
    made = uuid4()
    Item.objects.create(
        id=made, file=file, retiree_id=file.retiree_id, name=file.name, died_on=file.died_on, code=code,
        owner="community" if is_settled else "family", opened_on=file.opened_on, due_on=file.opened_on,
        state="done" if is_settled else "open", outcome="done" if is_settled else "",
        settled_at=city.at if is_settled else None,
    )  # fmt: skip
    return made
