"""Services of the matrix: on each side a case that waits for its community."""

from __future__ import annotations

from tests.probe_matrix.city import HOMES, City, holder
from yinqiao.areas.applications.services import apply
from yinqiao.areas.applications.types import Applicant, Application, Channel


def lay_cases(city: City) -> None:
    """Each side's accepted person has asked for a change of contact."""
    told = Application("contact_change", {"phone": "0731-88880001"}, Applicant.SELF, Channel.COUNTER)
    for side in HOMES:
        person = city.targets["accepted_person"][side]
        city.put("service_case", side, apply(actor=holder(side), at=city.at, retiree_id=person, application=told))
