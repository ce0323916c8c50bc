"""What the rule comes to for a case, from what was filled in and else from the register."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings

from yinqiao.areas.applications.queries import content_of, get_case
from yinqiao.areas.retirees.queries import find_row
from yinqiao.areas.survivors.rules import benefit_of, covers, whole_years
from yinqiao.areas.survivors.types import ITEM, CaseBenefit, Life
from yinqiao.kernel.codes import RetirementType
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.rulebook import rulebook

_TOLD, _REGISTER, _UNKNOWN = "申请人填写", "按登记信息推算", "不知道"


def benefit_of_case(*, scope: Scope, case_id: UUID) -> CaseBenefit:
    """One case of the item; NotFound for another item, and out of scope."""
    row = get_case(scope=scope, case_id=case_id)
    if row.code != ITEM:
        raise NotFound
    # A death that was taken back has no day: what was asked for is reckoned as on the day it was asked.
    return _reckon(row, content_of(row)["answers"], row.retiree, row.retiree.died_on or row.applied_on)


def benefit_of_person(*, scope: Scope, retiree_id: UUID) -> CaseBenefit | None:
    """What the family of somebody dead may expect by the register alone, before anybody has asked.

    None for who lives or is not covered; NotFound out of scope.
    """
    person = find_row(scope, retiree_id)
    if person.died_on is None or person_covered(scope=scope, retiree_id=retiree_id) != (True, True):
        return None
    return _reckon(None, {}, person, person.died_on)


def _reckon(row: Any, answers: Mapping[str, str], person: Any, day: date) -> CaseBenefit:
    rule = rulebook().get("survivors.benefit", region=settings.REGION, day=day)
    income = rulebook().get("survivors.income", region=settings.REGION, day=day)
    paid, paid_from = _paid_years(answers, person)
    drawn, drawn_from = _drawn_years(answers, person, day)
    facts = (("缴费年限", _years(paid), paid_from), ("已领取养老金", _years(drawn), drawn_from))
    return CaseBenefit(
        row, benefit_of(Life(paid, drawn), income.parameters["annual_yuan"], rule.parameters), facts, rule.source, income.source,
        income.standing == "assumed", person.died_on, answers,
    )  # fmt: skip


def person_covered(*, scope: Scope, retiree_id: UUID) -> tuple[bool, bool]:
    """Whether the rule reaches back to the death, and whether it is for this kind of retiree; NotFound out of scope."""
    person = find_row(scope, retiree_id)
    rule = rulebook().get("survivors.benefit", region=settings.REGION, day=person.died_on or date.max)
    return covers(person.died_on, rule.parameters), person.retirement_type != RetirementType.VETERAN_CADRE.value


def _years(years: int | None) -> str:
    return "—" if years is None else f"满 {years} 年"


def _paid_years(answers: Mapping[str, str], person: Any) -> tuple[int | None, str]:
    """As was told; else from the first day of work to the month of retirement, as if no month were missing."""
    if told := answers.get("paid_years"):
        return int(told), _TOLD
    if person.work_start_on and person.retired_on and person.work_start_on <= person.retired_on:
        return whole_years(person.work_start_on, person.retired_on), f"{_REGISTER}：参加工作到退休"
    return None, _UNKNOWN


def _drawn_years(answers: Mapping[str, str], person: Any, day: date) -> tuple[int | None, str]:
    if told := answers.get("drawn_since"):
        return whole_years(date.fromisoformat(told), day), _TOLD
    if person.retired_on and person.retired_on <= day:
        return whole_years(person.retired_on, day), f"{_REGISTER}：退休到去世"
    return None, _UNKNOWN
