"""Cases that several offices solve, of the matrix: one that is over on each side, a step of everybody's own, a request."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from tests.probe_matrix.city import (
    CITY,
    COMMUNITIES,
    DESK,
    DISTRICT,
    HOMES,
    SIDES,
    STREET,
    City,
    clerk,
    firm_clerk,
    holder,
)
from tests.probe_matrix.offices import registered
from yinqiao.areas.cases import services
from yinqiao.areas.cases.queries import get_case, named_in
from yinqiao.areas.cases.types import Held, NewCase, NewMeeting, NewStep, Outcome, Result, StepAct
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access import acting

_OUTCOME = Outcome(Result.SOLVED, "已找到本人", "电话停机", "已找到")


def lay_shared(city: City) -> None:
    """Each side's community has found its person; the own city asks every role for something."""
    for side in HOMES:
        lead, person = holder(side), city.targets["accepted_person"][side]
        new = NewCase("missing_person", "打不通电话，敲门没有人", people=(person,))
        case = services.open_case(actor=lead, at=city.at, new=new)
        step = services.give(actor=lead, at=city.at, case_id=case, new=NewStep("请协助查找", office="某派出所"))
        services.settle_step(actor=lead, at=city.at, step_id=step, done=StepAct.CANCEL, words="已找到")
        services.close(actor=lead, at=city.at, case_id=case, outcome=_OUTCOME)
        city.put("shared_case", side, case)
        city.put("own_matter", side, case)
        with acting(lead):
            city.put("case_person", side, named_in(scope=lead.scope, case_id=case)[0][0])
        _meet(city, side)
        city.put("settled_step", side, step)
    for side in SIDES:
        new = NewCase("liaison_visit", "请带路", people=(city.targets["accepted_person"][side],))
        city.put("shared_request", side, services.open_case(actor=firm_clerk(city, side), at=city.at, new=new))
    _ask_everybody(city)


def _ask_everybody(city: City) -> None:
    """Steps: of each office of the own side, and of the others' communities."""
    desk = clerk("city_manager", CITY)
    case = services.open_case(actor=desk, at=city.at, new=NewCase("other", "请各单位办理"))
    numbers = {role: places().by_code[code].place_no for role, code in {
        "community_officer": COMMUNITIES["own"], "street_officer": STREET, "district_manager": DISTRICT,
        "city_manager": CITY, "agency_officer": DESK,
    }.items()}  # fmt: skip

    def give(**unit: object) -> UUID:
        return services.give(actor=desk, at=city.at, case_id=case, new=NewStep("请办理", **unit))  # type: ignore[arg-type]

    for role, place_no in numbers.items():
        city.put("given_step", f"own.{role}", give(place_no=place_no))
    firm = give(enterprise_id=city.firms["own"])
    for role in ("enterprise_officer", "enterprise_admin"):
        city.put("given_step", f"own.{role}", firm)
    city.put("given_step", "own.department_officer", give(office_id=registered(city, "own")))
    city.put("given_step", "own", firm)
    for side in ("sibling", "other"):
        city.put("given_step", side, give(place_no=places().by_code[COMMUNITIES[side]].place_no))


def _meet(city: City, side: str) -> None:
    """A meeting of the side's community about a case of its own, recorded."""
    who = holder(side)
    case = services.open_case(actor=who, at=city.at, new=NewCase("missing_person", "又联系不上"))
    with acting(who):
        number = get_case(scope=who.scope, case_id=case).number
    new = NewMeeting("协调会", timezone.localdate(city.at), (number,))
    meeting = services.plan_meeting(actor=who, at=city.at, new=new)
    services.record_meeting(actor=who, at=city.at, meeting_id=meeting, held=Held(("社区 布景员",), "已商定"))
    city.put("shared_meeting", side, meeting)
    city.put("met_case", side, case)
