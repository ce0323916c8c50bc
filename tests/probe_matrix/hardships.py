"""Hardship and visits due of the matrix: on each side what civil affairs wrote, a consent and a basis that were taken back.

Nobody's consent stands and no source has a basis, so that each can still be noted.
"""

from __future__ import annotations

from datetime import date
from io import BytesIO
from uuid import UUID, uuid4

from django.utils import timezone

from tests.probe_matrix.city import CITY, HOMES, City, clerk, holder
from yinqiao.areas.aid.models import Hardship, VisitDue
from yinqiao.areas.aid.services import end_basis, record_basis, record_consent, withdraw_consent
from yinqiao.areas.aid.types import HARDSHIP, ConsentWay, Grade, NewBasis, NewConsent
from yinqiao.areas.intake.services import enter_letter, register_source
from yinqiao.areas.intake.types import Basis, Letter, NewSource, SourceKind
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.queries import facts_of
from yinqiao.platform.access import Actor, acting

# What nobody else of the matrix is, so that its name on a page is a mark of these people.
GRADE = Grade.RIGID_SPENDING
_BASIS = Basis("共享协议", "第一条", date(2024, 1, 1))


def lay_hardships(city: City) -> None:
    """The accepted of each side; called when the sources of illness stand."""
    office = clerk("city_manager", CITY)
    new = NewSource("民政部门", SourceKind.CIVIL_AFFAIRS, "civil", (HARDSHIP,), _BASIS, 1000, 7)
    civil = register_source(actor=office, at=city.at, source=new)
    for side in HOMES:
        person, today = city.targets["accepted_person"][side], timezone.localdate(city.at)
        for kind, words in (("hardship", "长民救困"), ("consent", "同意书走访"), ("health_basis", "健康清单")):
            city.texts[f"{kind}.{side}"] = f"{words}{HOMES.index(side)}{side}"
        _recognise(city, side, civil)
        consent = NewConsent(ConsentWay.SIGNED, today, city.texts[f"consent.{side}"])
        record_consent(actor=holder(side), at=city.at, retiree_id=person, consent=consent)
        withdraw_consent(actor=holder(side), at=city.at, retiree_id=person)
        source = city.targets["health_source"][side]
        basis = NewBasis(city.texts[f"health_basis.{side}"], "第三项", today)
        record_basis(actor=office, at=city.at, source_id=source, basis=basis)
        end_basis(actor=office, at=city.at, source_id=source)


def _recognise(city: City, side: str, civil: UUID) -> None:
    """Civil affairs write of the person; it is taken at once, and there is a visit to be made."""
    person, today = city.targets["accepted_person"][side], timezone.localdate(city.at)
    with acting(Actor.system("matrix")):
        row = Retiree.objects.get(pk=person)
        (facts,) = facts_of([row])
    told = {"id_number": facts["id_no"], "name": row.name, "since": today.isoformat(), "grade": GRADE.value,
            "basis": city.texts[f"hardship.{side}"]}  # fmt: skip
    scan = BytesIO(b"%PDF-1.7\n1 0 obj\n%%EOF\n")
    scan.name = "认定书.pdf"
    enter_letter(
        actor=clerk("city_manager", CITY), at=city.at, source_id=civil, told=(HARDSHIP, uuid4().hex, told),
        letter=Letter("民函1号", today), scan=scan,
    )  # fmt: skip
    with acting(Actor.system("matrix")):
        assert Hardship.objects.filter(retiree_id=person, state="standing").count() == 1
        assert VisitDue.objects.filter(retiree_id=person, state="open").count() == 1
