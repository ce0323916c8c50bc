"""Benefits that one of the demo city's enterprises told of single people: under an item, outside of any, one to be looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.accounts.queries import list_open_keys, list_own_roles
from yinqiao.areas.accounts.services import make_key
from yinqiao.areas.accounts.types import NewKey
from yinqiao.areas.benefits.queries import list_items_named
from yinqiao.areas.benefits.services import tell_by_hand
from yinqiao.areas.benefits.types import GRANTED
from yinqiao.areas.intake.services import register_source
from yinqiao.areas.intake.types import Basis, NewSource, SourceKind, inward_types
from yinqiao.areas.retirees.queries import people_within
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.access import Actor, acting

_KEY = "企业信息报送（演示）"
_CODE = "qiye-jianshe"
_BASIS = Basis("退休人员社会化管理移交协议（演示）", "企业继续承担的待遇", date(2019, 1, 1))
_TOLD = 4


@dataclass(frozen=True, slots=True)
class Tellers:
    """The enterprise's officer and account administrator, the city that registers it, the community that reads."""

    firm: Actor
    admin: Actor
    city: Actor
    community: Actor


def load_told_benefits(who: Tellers, at: datetime) -> None:
    """Register the enterprise as a source and tell, by the acts of those who would do so."""
    _register(who, at)
    day = timezone.localdate(at).replace(day=1).isoformat()
    people = _people(who)
    for place, person in enumerate(people):
        told = {"since": day, **_benefit(who.firm, person, place)}
        tell_by_hand(actor=who.firm, at=at, retiree_id=person, kind=GRANTED, told=told)


def _register(who: Tellers, at: datetime) -> None:
    today = timezone.localdate(at)
    own = list_own_roles(actor=who.admin, today=today)[0].id
    admin = replace(who.admin, grant_id=own)
    theirs = list_own_roles(actor=who.firm, today=today)[0].id
    make_key(actor=admin, at=at, key=NewKey(_KEY, theirs, today + timedelta(days=360)))
    key = next(pk for pk, label in list_open_keys(scope=who.city.scope, today=today) if label.startswith(_KEY))
    types = tuple(one.code for one in inward_types().values() if SourceKind.ENTERPRISE in one.kinds)
    new = NewSource(who.firm.unit, SourceKind.ENTERPRISE, _CODE, types, _BASIS, 600, 90, key)
    register_source(actor=who.city, at=at, source=new)


def _people(who: Tellers) -> list[UUID]:
    """Some of the enterprise's whom the community looks after."""
    with acting(who.community):
        found = people_within(scope=who.community.scope).filter(
            status=RetireeStatus.MANAGED, enterprise_id__in=who.firm.scope.enterprises, merged_into__isnull=True
        )
        ids = list(found.order_by("born_on", "id").values_list("pk", flat=True))
    # From the middle: the eldest and the youngest are met elsewhere.
    return ids[len(ids) // 2 :][:_TOLD]


def _benefit(firm: Actor, person: UUID, place: int) -> dict[str, str]:
    """Whom the agreement leaves to be named is named; the last is told of more than the agreement says."""
    with acting(firm):
        items = list_items_named(scope=firm.scope, retiree_id=person)
    named = next((no for no, words in items if "逐人告知" in words), "")
    heating = next((no for no, words in items if "供暖补贴" in words), "")
    if place == _TOLD - 1 and heating:
        return {"item": heating, "amount": "1500"}
    if place % 2 or not named:
        return {"benefit": "utilities", "in_kind": "燃气每月 20 立方米（演示）"}
    return {"item": named, "amount": "300"}
