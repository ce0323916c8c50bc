"""Departments of the matrix: one with an officer of its own, and two others; each told of somebody the register has not."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from tests.probe_matrix.city import CITY, SIDES, City, clerk
from yinqiao.areas.accounts.models import Office
from yinqiao.areas.intake.services import enter_letter, register_source
from yinqiao.areas.intake.types import Basis, NewSource, SourceKind

OFFICE = "office"
_DEATH = "cn.yinqiao.person.death.v1"
_NAMES = {"own": "公安局", "sibling": "民政局", "other": "医保局"}


def register_office(city: City) -> UUID:
    """The department of the officer who asks."""
    return _registered(city, "own")


def _registered(city: City, side: str) -> UUID:
    known = Office.objects.filter(name=_NAMES[side]).values_list("pk", flat=True).first()
    if known is not None:
        return known
    basis = Basis("共享协议", "第一条", date(2024, 1, 1))
    new = NewSource(_NAMES[side], SourceKind.POLICE, f"office-{side}", (_DEATH,), basis, 1000, 7)
    return register_source(actor=clerk("city_manager", CITY), at=city.at, source=new)


def lay_offices(city: City) -> None:
    """A message of each, that can be taken back; nobody of the city comes to light by it."""
    died = (timezone.localdate(city.at) - timedelta(days=1)).isoformat()
    for side in SIDES:
        told = {"id_number": "430999194806150024", "name": "查无某", "died_on": died}
        receipt = enter_letter(
            actor=clerk("city_manager", CITY), at=city.at, source_id=_registered(city, side), told=(_DEATH, side, told)
        )
        city.put("office_message", side, receipt.no)
