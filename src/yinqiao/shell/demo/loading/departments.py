"""The departments that tell the demo city things: registered as sources, so that their officers have accounts."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from yinqiao.areas.intake.queries import list_sources
from yinqiao.areas.intake.services import register_source
from yinqiao.areas.intake.types import Basis, NewSource, SourceKind
from yinqiao.areas.organisations.queries import places, scope_of_division
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.shell.demo.cast import CITY

_DEATH, _MOVE = "cn.yinqiao.person.death.v1", "cn.yinqiao.person.residence.v1"
_SOCIAL = Basis("社会保险经办条例（国务院令第765号）", "第二十五条", date(2024, 1, 1))
_PARTY = Basis("中国共产党党员教育管理工作条例", "第二十七条", date(2019, 5, 6))
_DEPARTMENTS = (
    NewSource(
        "市公安局", SourceKind.POLICE, "shi-gongan", (_DEATH, _MOVE, "cn.yinqiao.person.identity.v1"), _SOCIAL, 600, 7
    ),
    NewSource(
        "市民政局", SourceKind.CIVIL_AFFAIRS, "shi-minzheng", (_DEATH, "cn.yinqiao.person.phone.v1"), _SOCIAL, 600, 31
    ),
    NewSource("市医疗保障局", SourceKind.MEDICAL_INSURANCE, "shi-yibao", (_DEATH, _MOVE, "cn.yinqiao.medical.reimbursed.v1"), _SOCIAL, 600, 31),
    NewSource(
        "市人力资源和社会保障局", SourceKind.HUMAN_RESOURCES, "shi-renshe",
        (
            _DEATH, "cn.yinqiao.person.alive.v1", "cn.yinqiao.certification.result.v1",
            "cn.yinqiao.pension.suspended.v1", "cn.yinqiao.pension.resumed.v1",
            "cn.yinqiao.pension.relation.v1", "cn.yinqiao.survivors.decided.v1",
        ),
        _SOCIAL, 600, 31,
    ),
    NewSource("市委组织部", SourceKind.ORGANISATION, "shi-zuzhi", ("cn.yinqiao.party.change.v1",), _PARTY, 600, 31),
)  # fmt: skip


def load_departments(at: datetime) -> dict[str, tuple[UUID, str]]:
    """Register the sources of the departments; code → id and name. The places must be loaded."""
    scope = scope_of_division(division_id=places().by_code[CITY].id)
    clerk = Actor(None, "city_manager", "演示载入", scope, scope.label)
    return {one.code: (register_source(actor=clerk, at=at, source=one), one.name) for one in _DEPARTMENTS}


def source_named(scope: Scope, code: str, today: date) -> UUID:
    """The source of a code; StopIteration where it is not registered."""
    with acting(Actor.system("演示载入")):
        return next(one.pk for one in list_sources(scope=scope, today=today) if one.code == code)
