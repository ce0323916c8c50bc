"""Orders of the hotline, of the matrix: sheets of two districts and of the city, an order and a cluster at each community."""

from __future__ import annotations

import io

from django.utils import timezone

from tests.probe_matrix.city import CITY, COMMUNITIES, DISTRICT, SIDES, City, clerk
from yinqiao.areas.hotline.models import Cluster, Order
from yinqiao.areas.hotline.services import take_orders
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access import Actor, acting

_DESKS = {
    "own": ("district_manager", DISTRICT),
    "sibling": ("district_manager", "430105000000"),
    "other": ("city_manager", CITY),
}


def lay_orders(city: City) -> None:
    """Own and sibling lie in the district whose desk took the first sheet; the city took in the one of the other."""
    lines = {"own": ("own", "sibling"), "sibling": (), "other": ("other",)}
    for side, desk in _DESKS.items():
        told = take_orders(actor=clerk(*desk), at=city.at, file=_sheet(city, side, lines[side]))
        city.put("hotline_sheet", side, told.batch_id)
    for side in SIDES:
        with acting(Actor.system("matrix")):
            city.put("hotline_order", side, Order.objects.get(number=f"H-{side}").pk)
            cluster = Cluster.objects.create(
                place_no=places().by_code[COMMUNITIES[side]].place_no, topic="housing", found_on=timezone.localdate(city.at),
                last_on=timezone.localdate(city.at), orders=9, usual_hundredths=50, weeks=[0, 9], words=["漏水"], state="found",
                reason="", note="", settled_name="",
            )  # fmt: skip
        city.put("hotline_cluster", side, cluster.pk)


def _sheet(city: City, name: str, sides: tuple[str, ...]) -> io.BytesIO:
    day = timezone.localdate(city.at).isoformat()
    rows = [f"H-{side},{day},{COMMUNITIES[side]},想问几点上班" for side in sides]
    file = io.BytesIO(
        "\n".join(["工单编号,受理时间,所属区域,诉求内容", f"H-desk-{name},{day},,电话没人接", *rows]).encode()
    )
    file.name = "工单.csv"
    return file
