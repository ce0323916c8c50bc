"""What civil affairs tell of hardship and the medical side of visits: the shapes, and the types of message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final

from django.conf import settings
from pydantic import Field

from yinqiao.areas.aid import queries, services
from yinqiao.areas.aid.rules import judge_hardship, judge_illness
from yinqiao.areas.aid.types import HARDSHIP, HARDSHIP_ENDED, ILLNESS, Grade
from yinqiao.areas.intake.types import Claim, Day, InwardType, Judged, Known, PersonData, SourceKind
from yinqiao.platform.rulebook import rulebook

Basis = Annotated[str, Field(min_length=2, max_length=200)]


class HardshipData(PersonData):
    """A hardship that is recognised, or another grade from a day on."""

    since: Day = Field(description="起始日期，类别变更的为变更日期")
    grade: Grade = Field(
        description="困难类别，minimum_living 最低生活保障对象、destitute 特困人员、near_minimum 最低生活保障边缘家庭成员、"
        "rigid_spending 刚性支出困难家庭成员"
    )
    basis: Basis = Field(description="认定依据，文书名称及编号")


class HardshipEndedData(PersonData):
    """A hardship that is not recognised any more."""

    since: Day = Field(description="自何日起终止")
    basis: Basis = Field(description="终止依据，文书名称及编号")


class HealthVisitData(PersonData):
    """Somebody who should be visited. There is no field for an illness: who sends one is refused."""

    since: Day = Field(description="自何日起，不填写病名、诊断等任何健康信息")


def _hardship(claim: Claim, known: Known, today: date) -> Judged:
    rule = rulebook().get("aid.precedence", region=settings.REGION, day=today)
    return judge_hardship(claim, known, rule.parameters["ranks"], rule.version)


def _illness(claim: Claim, known: Known, today: date) -> Judged:
    return judge_illness(claim, known, rulebook().get("aid.visit_days", region=settings.REGION, day=today).version)


_K = SourceKind
INWARD_TYPES: Final[Sequence[InwardType]] = (
    InwardType(
        HARDSHIP, "困难状况认定", HardshipData, frozenset({_K.CIVIL_AFFAIRS}),
        lambda data: (data.since, {"grade": data.grade.value}), _hardship,
        lambda act, items: services.apply_hardships(act=act, items=items),
        lambda act, item, reason: services.undo_hardship(act=act, item=item), queries.standing_grades,
    ),
    InwardType(
        HARDSHIP_ENDED, "困难状况终止", HardshipEndedData, frozenset({_K.CIVIL_AFFAIRS}),
        lambda data: (data.since, {"grade": ""}), _hardship,
        lambda act, items: services.apply_ends(act=act, items=items),
        lambda act, item, reason: services.undo_end(act=act, item=item), queries.standing_grades,
    ),
    InwardType(
        ILLNESS, "应走访（健康原因）", HealthVisitData, frozenset({_K.MEDICAL_INSURANCE, _K.HOSPITAL}),
        lambda data: (data.since, {}), _illness,
        lambda act, items: services.apply_illnesses(act=act, items=items),
        lambda act, item, reason: services.undo_illness(act=act, item=item), queries.open_health_visits,
    ),
)  # fmt: skip
