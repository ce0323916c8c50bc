"""Services of the matrix: on each side a case that waits for its community, and an application that is begun."""

from __future__ import annotations

from tests.probe_matrix.city import HOMES, City, holder
from yinqiao.areas.applications.services import Filled, apply, keep_draft
from yinqiao.areas.applications.types import Applicant, Application, Channel
from yinqiao.platform.access import Actor, Scope


def lay_cases(city: City) -> None:
    """Each side's accepted person has asked for a change of contact, and begun to ask for an allowance."""
    told = Application("contact_change", {"phone": "0731-88880001"}, Applicant.SELF, Channel.COUNTER)
    for side in HOMES:
        person = city.targets["accepted_person"][side]
        case = apply(actor=holder(side), at=city.at, retiree_id=person, application=told)
        city.put("service_case", side, case)
        city.put("own_case", side, case)
        me = Actor(person, "retiree", "本人", Scope.of_person(person), "长辈版")
        keep_draft(actor=me, at=city.at, code="old_age_allowance", filled=Filled(1, {}))
