"""Services of the matrix: on each side a case that waits for its community, and an application that is begun."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from tests.probe_matrix.city import HOMES, City, holder
from yinqiao.areas.applications.models import Picture
from yinqiao.areas.applications.services import Attached, Filled, apply, attach, keep_draft
from yinqiao.areas.applications.types import Applicant, Application, Channel
from yinqiao.platform.access import Actor, Scope, acting


def lay_cases(city: City) -> None:
    """Each side's accepted person has asked for a change of contact, and begun to ask for an allowance."""
    told = Application("contact_change", {"phone": "0731-88880001"}, Applicant.SELF, Channel.COUNTER)
    for side in HOMES:
        person = city.targets["accepted_person"][side]
        case = apply(actor=holder(side), at=city.at, retiree_id=person, application=told)
        city.put("service_case", side, case)
        city.put("own_case", side, case)
        photo = Attached("id_card", _photo(), "身份证.jpg")
        attach(actor=holder(side), at=city.at, case_id=case, attached=photo)
        with acting(Actor.system("matrix")):
            city.put("service_picture", side, Picture.objects.get(case_id=case).pk)
        me = Actor(person, "retiree", "本人", Scope.of_person(person), "长辈版")
        keep_draft(actor=me, at=city.at, code="old_age_allowance", filled=Filled(1, {}))


def _photo() -> BytesIO:
    target = BytesIO()
    Image.new("RGB", (60, 40)).save(target, "JPEG")
    target.seek(0)
    return target
