"""Benefits of the matrix: on each side what the enterprise of the accepted told of them, under a key of its own."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

from django.utils import timezone

from tests.probe_matrix.city import CITY, HOMES, City, clerk, firm_clerk
from yinqiao.areas.accounts.models import AccessKey, Grant, User
from yinqiao.areas.benefits.models import BenefitFate
from yinqiao.areas.benefits.services import tell_by_hand
from yinqiao.areas.benefits.types import GRANTED
from yinqiao.areas.intake.services import register_source
from yinqiao.areas.intake.types import Basis, NewSource, SourceKind, inward_types
from yinqiao.platform.access import acting

_BASIS = Basis("移交协议", "第五条", date(2024, 1, 1))


def lay_benefits(city: City) -> None:
    """A benefit outside of any agreement, in words that nobody else's page has."""
    types = tuple(one.code for one in inward_types().values() if SourceKind.ENTERPRISE in one.kinds)
    for side in HOMES:
        firm, today = city.firms[side], timezone.localdate(city.at)
        user = User.objects.create(username=f"benefit-{side}", name="报送")
        grant = Grant.objects.create(
            user=user, role="enterprise_officer", enterprise_id=firm, valid_from=date(2026, 1, 1)
        )
        key = AccessKey.objects.create(
            key_hash=uuid4().hex, name=f"待遇{side}", grant=grant, enterprise_id=firm, made_by=user.pk,
            valid_to=today + timedelta(days=90),
        )  # fmt: skip
        new = NewSource(f"企业{side}", SourceKind.ENTERPRISE, f"a-benefit-{side}", types, _BASIS, 1000, 7, key.pk)
        register_source(actor=clerk("city_manager", CITY), at=city.at, source=new)
        city.texts[f"benefit.{side}"] = f"大米待遇{HOMES.index(side)}{side}"
        told = {"benefit": "festival", "since": today.isoformat(), "in_kind": city.texts[f"benefit.{side}"]}
        receipt = tell_by_hand(
            actor=firm_clerk(city, side), at=city.at, retiree_id=city.targets["accepted_person"][side], kind=GRANTED,
            told=told,
        )  # fmt: skip
        assert receipt.code == "applied"
        city.put("benefit_message", side, receipt.no)
        _ask(city, side)


def _ask(city: City, side: str) -> None:
    """What becomes of the heating was asked of the enterprise, with its agreement or now, and is not answered."""
    today, firm = timezone.localdate(city.at), city.firms[side]
    asked = {"asked_on": today, "asked_name": "布景员", "due_on": today}
    with acting(clerk("city_manager", CITY)):
        row, _ = BenefitFate.objects.get_or_create(enterprise_id=firm, code="heating", defaults=asked)
    city.put("old_benefit", side, row.pk)
