"""Services of the matrix: on each side a case that waits for its community, and an application that is begun."""

from __future__ import annotations

import io
from datetime import timedelta
from io import BytesIO
from uuid import UUID

from django.utils import timezone
from PIL import Image

from tests.probe_matrix.city import HOMES, City, holder
from yinqiao.areas.applications.models import Picture
from yinqiao.areas.applications.services import Attached, Filled, apply, attach, keep_draft, withdraw
from yinqiao.areas.applications.types import Answer, Applicant, Application, Channel
from yinqiao.areas.authorisations.services import authorise
from yinqiao.areas.authorisations.types import NewAuthorisation, Sees, Way, matters_of
from yinqiao.areas.datarights.services import answer_data_request, open_data_request
from yinqiao.areas.datarights.types import AskedBy, DataAnswer, DataAsk, DataRequestKind
from yinqiao.areas.ratings.services import rate_own
from yinqiao.areas.ratings.types import Grade, NewRating
from yinqiao.areas.reimbursement.services import Upload, add_invoice
from yinqiao.areas.reimbursement.types import Care, Level, Typed
from yinqiao.platform.access import Actor, Scope, acting


def lay_cases(city: City) -> None:
    """Each side's accepted person has asked for a change of contact and a reimbursement, and begun to ask for more."""
    told = Application("contact_change", {"phone": "0731-88880001"}, Applicant.SELF, Channel.COUNTER)
    for side in HOMES:
        person = city.targets["accepted_person"][side]
        me = Actor(person, "retiree", "本人", Scope.of_person(person), "长辈版")
        city.put("rating", side, _rated(city, side, me, told))
        city.put("own_wish", side, _answered(city, side, person))
        case = apply(actor=holder(side), at=city.at, retiree_id=person, application=told)
        city.put("service_case", side, case)
        city.put("own_case", side, case)
        photo = Attached("id_card", _photo(), "身份证.jpg")
        attach(actor=holder(side), at=city.at, case_id=case, attached=photo)
        with acting(Actor.system("matrix")):
            city.put("service_picture", side, Picture.objects.get(case_id=case).pk)
        made = authorise(actor=holder(side), at=city.at, retiree_id=person, new=daughter(city, "13900007702"))
        city.put("authorisation", side, made)
        city.put("own_authorisation", side, made)
        keep_draft(actor=me, at=city.at, code="old_age_allowance", filled=Filled(1, {}))
    asked = {"reason": "away", "pay_to": "social_card", "phone": "0731-88880001"}
    for at, side in enumerate(HOMES):
        person, actor = city.targets["accepted_person"][side], holder(side)
        told = Application("medical_reimbursement", asked, Applicant.SELF, Channel.COUNTER)
        case = apply(actor=actor, at=city.at, retiree_id=person, application=told)
        city.put("reimbursed_case", side, case)
        day = city.at.date()
        typed = Typed(
            Level.FIRST,
            Care.OUTPATIENT,
            "43060126",
            f"001234567{at}",
            "80.00",
            hospital="示例医院",
            since=day,
            until=day,
        )
        scan = Upload(io.BytesIO(b"\xff\xd8\xff%d\xff\xd9" % at), "票据.jpg")
        made = add_invoice(actor=actor, at=city.at, case_id=case, typed=typed, upload=scan)
        city.put("invoice", side, made)
        city.put("own_reimbursed_case", side, case)
        city.put("own_invoice", side, made)


def _rated(city: City, side: str, me: Actor, told: Application) -> UUID:
    """An application that was taken back, with which the person was not content."""
    case = apply(actor=holder(side), at=city.at, retiree_id=city.targets["accepted_person"][side], application=told)
    withdraw(actor=holder(side), at=city.at, case_id=case, answer=Answer("不办了"))
    return rate_own(actor=me, at=city.at, case_id=case, new=NewRating(Grade.POOR))


def _answered(city: City, side: str, person: UUID) -> UUID:
    """A wish about the own data that the community has answered."""
    today = timezone.localdate(city.at)
    ask = DataAsk(DataRequestKind.COPY, AskedBy.SELF, today, "请求内容")
    made = open_data_request(actor=holder(side), at=city.at, retiree_id=person, ask=ask)
    answer_data_request(actor=holder(side), at=city.at, request_id=made, answer=DataAnswer(today, "已当面提供"))
    return made


def daughter(city: City, phone: str) -> NewAuthorisation:
    """Somebody who may act in everything and see all that may be seen."""
    today = timezone.localdate(city.at)
    matters, sees = tuple(code for code, _ in matters_of(today)), tuple(one.value for one in Sees)
    until = max(today, timezone.localdate()) + timedelta(days=30)
    return NewAuthorisation("王小妹", "女儿", phone, matters, sees, until, Way.SIGNED, today)


def _photo() -> BytesIO:
    target = BytesIO()
    Image.new("RGB", (60, 40)).save(target, "JPEG")
    target.seek(0)
    return target
