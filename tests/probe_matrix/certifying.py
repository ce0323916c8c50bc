"""Certification of the matrix: on each side somebody certified whose pay is suspended, a file that went out, more to send."""

from __future__ import annotations

from django.utils import timezone

from tests.probe_matrix.city import CITY, HOMES, City, clerk, holder
from yinqiao.areas.certification import services
from yinqiao.areas.certification.models import Record
from yinqiao.areas.certification.types import Certification, Method, PayChange, Where
from yinqiao.platform.access import Actor, acting


def lay_certification(city: City) -> None:
    """What officers certified and human resources told; called when the people were accepted."""
    today, system = timezone.localdate(city.at), Actor.system("matrix")
    people = {side: city.targets["accepted_person"][side] for side in HOMES}
    done = Certification(Method.HOME, today, Where.HOME, "长社险委〔2026〕3号")
    for side, person in people.items():
        services.certify_people(actor=holder(side), at=city.at, ids=[person], done=done)
    made = services.make_delivery(actor=clerk("city_manager", CITY), at=city.at)
    for side, person in people.items():
        services.certify_people(actor=holder(side), at=city.at, ids=[person], done=done)
        with acting(system):
            city.put("certification_record", side, Record.objects.filter(retiree_id=person).latest("id").pk)
        city.put("certification_file", side, made)
    rows = [PayChange(person, today) for person in people.values()]
    services.record_suspensions(actor=system, at=city.at, rows=rows)
