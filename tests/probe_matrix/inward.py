"""What other offices told of the matrix: on each side a claim that waits for a person, its message with a scan, sources."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from uuid import UUID, uuid4

from django.utils import timezone

from tests.probe_matrix.city import CITY, HOMES, City, clerk
from yinqiao.areas.accounts.models import AccessKey
from yinqiao.areas.accounts.queries import token_digest
from yinqiao.areas.aid.types import ILLNESS
from yinqiao.areas.intake.models import Contradiction, Source
from yinqiao.areas.intake.services import enter_letter, register_source
from yinqiao.areas.intake.types import Basis, Letter, NewSource, SourceKind, SourceState, inward_types
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.queries import facts_of
from yinqiao.platform.access import Actor, acting

DEATH = "cn.yinqiao.person.death.v1"


def lay_inward(city: City) -> None:
    """A death that one enterprise wrote of, for each of the accepted; an office that sends, and one that halted."""
    for side in HOMES:
        source = _source(city, f"told-{side}", SourceKind.ENTERPRISE)
        halted = _source(city, f"halted-{side}", SourceKind.POLICE)
        with acting(Actor.system("matrix")):
            Source.objects.filter(pk=halted).update(state=SourceState.HALTED.value, state_reason="死亡信息过多")
        city.put("inward_source", side, source)
        city.put("health_source", side, _source(city, f"health-{side}", SourceKind.MEDICAL_INSURANCE, ILLNESS))
        city.put("halted_source", side, halted)
        _claim(city, side, source)


def _source(city: City, code: str, kind: SourceKind, told: str = DEATH) -> UUID:
    basis = Basis("共享协议", "第一条", date(2024, 1, 1))
    new = NewSource(f"来源{code}", kind, code, (told,), basis, 1000, 7)
    return register_source(actor=clerk("city_manager", CITY), at=city.at, source=new)


def _claim(city: City, side: str, source: UUID) -> None:
    person, today = city.targets["accepted_person"][side], timezone.localdate(city.at)
    with acting(Actor.system("matrix")):
        row = Retiree.objects.get(pk=person)
        (facts,) = facts_of([row])
    told = {"id_number": facts["id_no"], "name": row.name, "died_on": (today - timedelta(days=1)).isoformat()}
    scan = BytesIO(b"%PDF-1.7\n1 0 obj\n%%EOF\n")
    scan.name = "来函.pdf"
    receipt = enter_letter(
        actor=clerk("city_manager", CITY), at=city.at, source_id=source, told=(DEATH, uuid4().hex, told),
        letter=Letter("企函1号", today), scan=scan,
    )  # fmt: skip
    city.put("inward_message", side, receipt.no)
    with acting(Actor.system("matrix")):
        city.put("inward_claim", side, Contradiction.objects.get(message_id=receipt.no).pk)


def bind_source(city: City, token: str) -> None:
    """Let the programme of a key send whatever an enterprise may tell."""
    key = AccessKey.objects.get(key_hash=token_digest(token)).pk
    types = tuple(one.code for one in inward_types().values() if SourceKind.ENTERPRISE in one.kinds)
    basis = Basis("共享协议", "第一条", date(2024, 1, 1))
    new = NewSource("报送程序", SourceKind.ENTERPRISE, "bound", types, basis, 600_000, 7, key)
    register_source(actor=clerk("city_manager", CITY), at=city.at, source=new)
