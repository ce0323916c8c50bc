"""Certificates of the matrix: on each side one that was issued, and one that waits for its seal."""

from __future__ import annotations

from tests.probe_matrix.city import CITY, HOMES, SIDES, City, clerk, holder
from yinqiao.areas.certificates.services import issue, permit
from yinqiao.areas.certificates.types import Asked


def lay_certificates(city: City) -> None:
    """Asked for before the city said that it is sealed without a hand, and after."""
    asked = Asked("managed", "办理老年教育报名", "http://testserver/verify/")
    for side in HOMES:
        person = city.targets["accepted_person"][side]
        waiting = issue(actor=holder(side), at=city.at, retiree_id=person, asked=asked)
        city.put("waiting_certificate", side, waiting)
        city.put("certified_person", side, person)
    permit(actor=clerk("city_manager", CITY), at=city.at, kind="managed", is_automatic=True)
    for side in HOMES:
        person = city.targets["accepted_person"][side]
        made = issue(actor=holder(side), at=city.at, retiree_id=person, asked=asked)
        city.put("certificate", side, made)
        city.put("issued_certificate", side, made)
        if side in SIDES:
            city.put("own_certificate", side, made)
