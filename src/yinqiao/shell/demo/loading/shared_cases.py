"""Matters that several offices solve in the demo city: late, with steps beside each other, asked by a firm, without a lead, over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from yinqiao.areas.cases import services
from yinqiao.areas.cases.types import Caller, Grade, NewCase, NewStep, Outcome, Result
from yinqiao.areas.retirees.queries import people_within
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.access import Actor, acting
from yinqiao.shell.demo.cast import CAST

# So long ago the sought one was reported: the limit of fifteen working days is over, holidays or not.
_LATE = timedelta(days=40)
_DEMOLISHED = "原厂区家属楼拆迁，三户退休人员反映安置面积与协议不符。"


@dataclass(frozen=True, slots=True)
class Together:
    """Who opens, who leads, who is asked."""

    community: Actor
    street: Actor
    district: Actor
    city: Actor
    firm: Actor


def load_shared_cases(who: Together, at: datetime) -> None:
    """One case of each way, by the acts of those who would do them."""
    near = _people(who.community, 6)
    _sought(who, at, near[0])
    _repaired(who, at, near[1])
    services.open_case(
        actor=who.community,
        at=at,
        new=NewCase("housing_repair", "楼道照明损坏半个月，夜间上下楼不安全。", people=(near[2],)),
    )
    _archive(who, at, near[3])
    caller = Caller("反映人甲", "13900000000", is_hidden=True)
    services.open_case(actor=who.street, at=at, new=NewCase("demolition", _DEMOLISHED, caller=caller))
    for person in _people(who.firm, 1):
        visit = NewCase("liaison_visit", "工会节前走访，请社区带路并告知是否方便。", people=(person,))
        services.open_case(actor=who.firm, at=at, new=visit)


def _people(actor: Actor, most: int) -> Sequence[UUID]:
    """Some of those whom the actor looks after, the youngest, none of the cast."""
    with acting(actor):
        found = people_within(scope=actor.scope).filter(status=RetireeStatus.MANAGED, merged_into__isnull=True)
        rows = found.exclude(name__in=[one.name for one in CAST]).order_by("-born_on", "id")
        return list(rows.values_list("pk", flat=True)[:most])


def _sought(who: Together, at: datetime, person: UUID) -> None:
    """Sought for long: nobody has answered, so the street presses."""
    long_ago = at - _LATE
    new = NewCase("missing_person", "电话停机，三次上门无人，邻居称半年未见。", people=(person,))
    case = services.open_case(actor=who.community, at=long_ago, new=new)
    step = NewStep("请协助查找登记住址的居住情况", office="某派出所", days=10)
    services.give(actor=who.community, at=long_ago, case_id=case, new=step)


def _repaired(who: Together, at: datetime, person: UUID) -> None:
    """Over, and the person is content."""
    long_ago = at - _LATE
    new = NewCase("housing_repair", "屋面漏水，雨天接水。", people=(person,))
    case = services.open_case(actor=who.community, at=long_ago, new=new)
    services.accept(actor=who.street, at=long_ago, case_id=case)
    outcome = Outcome(Result.SOLVED, "已更换防水层，已上门告知。", "防水层超过使用年限，已列入下年度维修计划。")
    services.close(actor=who.street, at=at - _LATE / 2, case_id=case, outcome=outcome)
    services.call_back(actor=who.community, at=at - _LATE / 4, case_id=case, grade=Grade.GOOD, words="本人说修好了。")


def _archive(who: Together, at: datetime, person: UUID) -> None:
    """With the district, which asks the firm and the street beside each other."""
    new = NewCase("archive", "档案中缺少1968年招工表，工龄无法认定。", people=(person,))
    case = services.open_case(actor=who.community, at=at, new=new)
    services.accept(actor=who.district, at=at, case_id=case)
    firm = NewStep("请查找1968年招工名册的底册", enterprise_id=min(who.firm.scope.enterprises), days=10)
    services.give(actor=who.district, at=at, case_id=case, new=firm)
    street = NewStep("请向同期工友取证两份", place_no=who.street.scope.place_from)
    services.give(actor=who.district, at=at, case_id=case, new=street)
