"""Departments of the matrix: one with an officer of its own, and two others.

Each told of somebody the register has not, and of one of the city, about which it was asked and has said something.
"""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from uuid import UUID, uuid4

from django.utils import timezone

from tests.probe_matrix.city import CITY, SIDES, City, clerk, holder
from yinqiao.areas.accounts.models import Office
from yinqiao.areas.departments.services import explain_claim
from yinqiao.areas.intake.models import Contradiction
from yinqiao.areas.intake.services import ask_source, enter_letter, register_source
from yinqiao.areas.intake.types import Basis, NewSource, SourceKind
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.queries import facts_of
from yinqiao.platform.access import Actor, Scope, acting

OFFICE = "office"
_DEATH = "cn.yinqiao.person.death.v1"
_NAMES = {"own": "公安局", "sibling": "民政局", "other": "医保局"}


def register_office(city: City) -> UUID:
    """The department of the officer who asks."""
    return registered(city, "own")


def registered(city: City, side: str) -> UUID:
    """The department of a side."""
    known = Office.objects.filter(name=_NAMES[side]).values_list("pk", flat=True).first()
    if known is not None:
        return known
    basis = Basis("共享协议", "第一条", date(2024, 1, 1))
    new = NewSource(_NAMES[side], SourceKind.MEDICAL_INSURANCE, f"office-{side}", (_DEATH,), basis, 1000, 7)
    return register_source(actor=clerk("city_manager", CITY), at=city.at, source=new)


def lay_offices(city: City) -> None:
    """A message of each, that can be taken back; nobody of the city comes to light by it."""
    died = (timezone.localdate(city.at) - timedelta(days=1)).isoformat()
    for side in SIDES:
        told = {"id_number": "430999194806150024", "name": "查无某", "died_on": died}
        receipt = enter_letter(
            actor=clerk("city_manager", CITY), at=city.at, source_id=registered(city, side), told=(_DEATH, side, told)
        )
        city.put("office_message", side, receipt.no)
        _questioned(city, side)


def _questioned(city: City, side: str) -> None:
    """A death of one weak source, asked about by the community, explained with a paper; nothing is decided."""
    source, person = registered(city, side), city.targets["accepted_person"][side]
    with acting(Actor.system("matrix")):
        row = Retiree.objects.get(pk=person)
        (facts,) = facts_of([row])
    died = (timezone.localdate(city.at) - timedelta(days=1)).isoformat()
    told = {"id_number": facts["id_no"], "name": row.name, "died_on": died}
    desk = clerk("city_manager", CITY)
    receipt = enter_letter(actor=desk, at=city.at, source_id=source, told=(_DEATH, f"asked-{side}", told))
    with acting(Actor.system("matrix")):
        case = Contradiction.objects.get(message_id=receipt.no)
    ask_source(actor=holder(side), at=city.at, case_id=case.pk, note="请核对")
    officer = Actor(uuid4(), "department_officer", "部门经办人", Scope.of_office(source, _NAMES[side]), _NAMES[side])
    city.texts[f"said.{side}"] = f"经查阅病案属实{side}"
    paper = BytesIO(b"%PDF-1.7\n1 0 obj\n%%EOF\n")
    paper.name = "证明.pdf"
    said = explain_claim(
        actor=officer, at=city.at, message_id=receipt.no, words=city.texts[f"said.{side}"], paper=paper
    )
    city.put("asked_message", side, receipt.no)
    # The page of this claim shows what its office says.
    city.put("inward_claim", side, case.pk)
    city.put("explanation", side, said)
