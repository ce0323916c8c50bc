"""Services of the matrix: on each side a case that waits for its community."""

from __future__ import annotations

import io

from tests.probe_matrix.city import HOMES, City, holder
from yinqiao.areas.applications.services import apply
from yinqiao.areas.applications.types import Applicant, Application, Channel
from yinqiao.areas.reimbursement.services import Upload, add_invoice
from yinqiao.areas.reimbursement.types import Care, Level, Typed


def lay_cases(city: City) -> None:
    """Each side's accepted person has asked for a change of contact, and for a reimbursement of one invoice."""
    told = Application("contact_change", {"phone": "0731-88880001"}, Applicant.SELF, Channel.COUNTER)
    for side in HOMES:
        person = city.targets["accepted_person"][side]
        city.put("service_case", side, apply(actor=holder(side), at=city.at, retiree_id=person, application=told))
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
